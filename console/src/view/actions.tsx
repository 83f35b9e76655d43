import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Space } from 'antd'
import { useState } from 'react'
import { mayAsk } from '../api/call.ts'
import type { OperationId } from '../api/operation.ts'
import { useOperation } from '../api/use-call.ts'
import { OperationForm } from '../form/operation-form.tsx'
import { useCaller } from '../session/who.tsx'
import { useWords } from '../words/words.ts'
import { type Action, type Given, paramsOf } from './page.ts'
import { RecordView } from './record.tsx'
import type { Row } from './table.tsx'

/** A button that opens the form of an operation; it is not there for who may not ask it. */
export const ActionButton = ({
  id,
  given = {},
  primary = false,
}: {
  readonly id: OperationId
  readonly given?: Given
  readonly primary?: boolean
}) => {
  const words = useWords()
  const { scope } = useCaller()
  const { notification } = App.useApp()
  const queries = useQueryClient()
  const operation = useOperation(id)
  const [open, setOpen] = useState(false)
  if (operation === undefined || !mayAsk(operation, scope)) return null
  const done = (answer: unknown) => {
    setOpen(false)
    void queries.invalidateQueries({ queryKey: ['call'] })
    notification.success({
      title: words.say('done.title', { what: words.operation(id) }),
      description: <RecordView record={answer as Row} schema={operation.answer ?? {}} />,
      duration: 8,
    })
  }
  return (
    <>
      <Button
        size={primary ? 'middle' : 'small'}
        type={primary ? 'primary' : 'default'}
        onClick={() => setOpen(true)}
      >
        {words.operation(id)}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={words.operation(id)}
        size="large"
        destroyOnHidden={false}
      >
        {open && (
          <OperationForm operation={operation} given={given} onDone={done} onCancel={() => setOpen(false)} />
        )}
      </Drawer>
    </>
  )
}

/** What can be done on a row, for who looks at it. */
export const RowActions = ({
  actions,
  row,
}: {
  readonly actions: readonly (Action | OperationId)[]
  readonly row: Row
}) => (
  <Space size="small" wrap>
    {actions
      .map((action): Action => (typeof action === 'string' ? { operation: action } : action))
      .filter(({ when }) => when?.(row) ?? true)
      .map(({ operation, given }) => (
        <ActionButton
          key={operation}
          id={operation}
          given={given?.(row) ?? { params: paramsOf(operation, row) }}
        />
      ))}
  </Space>
)
