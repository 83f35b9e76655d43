import { useIsFetching } from '@tanstack/react-query'
import { useWords } from '../words/words.ts'

/** A line at the top of the window for as long as something is being read. */
export const Reading = () => {
  const { say } = useWords()
  return useIsFetching() === 0 ? null : <progress className="reading" aria-label={say('app.loading')} />
}
