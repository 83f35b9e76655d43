import { Button, Drawer, Result } from 'antd'
import { useState } from 'react'
import type { Operation } from '../api/operation.ts'
import { OperationForm } from '../form/operation-form.tsx'
import { SpokenOf, useWords } from '../words/words.ts'
import type { Given } from './page.ts'
import { RecordView } from './record.tsx'
import type { Row } from './table.tsx'

/** The form of an operation at the side of the page, and then what came of it, until the reader closes it. */
const ActionDrawer = ({
  operation,
  title,
  given,
  open,
  onDone,
  onClose,
}: {
  readonly operation: Operation
  readonly title: string
  readonly given: Given
  readonly open: boolean
  readonly onDone: () => void
  readonly onClose: () => void
}) => {
  const words = useWords()
  const [answer, setAnswer] = useState<Row>()
  const [wasRefused, setWasRefused] = useState(false)
  const close = () => {
    // The row that it was done on may be gone when it is read again, and what came of it with the row. What was refused may
    // have been changed by somebody else meanwhile: the page behind then shows how it stands now.
    if (answer || wasRefused) onDone()
    setAnswer(undefined)
    setWasRefused(false)
    onClose()
  }
  return (
    <Drawer open={open} onClose={close} title={title} size="large">
      {answer ? (
        <Result
          status="success"
          title={words.say('done.title', { what: title })}
          extra={
            <Button type="primary" onClick={close}>
              {words.say('done.close')}
            </Button>
          }
        >
          <SpokenOf value={operation.id}>
            <RecordView record={answer} schema={operation.answer ?? {}} />
          </SpokenOf>
        </Result>
      ) : (
        <OperationForm
          operation={operation}
          given={given}
          title={title}
          onCancel={close}
          onRefused={() => setWasRefused(true)}
          onDone={(said) => setAnswer((said ?? {}) as Row)}
        />
      )}
    </Drawer>
  )
}

export default ActionDrawer
