import { Alert } from 'antd'
import { useSyncExternalStore } from 'react'
import { useWords } from '../words/words.ts'

const listen = (change: () => void): (() => void) => {
  addEventListener('online', change)
  addEventListener('offline', change)
  return () => {
    removeEventListener('online', change)
    removeEventListener('offline', change)
  }
}

/** Says that the network is gone, and that nothing typed is lost. */
export const Offline = () => {
  const { say } = useWords()
  const online = useSyncExternalStore(listen, () => navigator.onLine)
  return online ? null : <Alert banner type="warning" title={say('app.offline')} />
}
