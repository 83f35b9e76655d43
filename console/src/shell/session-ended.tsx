import { Modal } from 'antd'
import { useState } from 'react'
import { type Caller, signInBeside } from '../session/session.ts'
import { useWords } from '../words/words.ts'

/** Says that the session ended, over the page as it was left, and signs in again in a window beside it. */
const SessionEnded = ({ onAgain }: { readonly onAgain: (caller: Caller) => void }) => {
  const { say } = useWords()
  const [failed, setFailed] = useState(false)
  const again = () => {
    setFailed(false)
    signInBeside().then(onAgain, () => setFailed(true))
  }
  return (
    <Modal
      open
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      title={say('app.sessionEnded')}
      okText={say('app.signInAgain')}
      cancelButtonProps={{ style: { display: 'none' } }}
      onOk={again}
    >
      {failed && <p role="alert">{say('app.signInFailed')}</p>}
    </Modal>
  )
}

export default SessionEnded
