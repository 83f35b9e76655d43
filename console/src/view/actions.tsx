import { useQueryClient } from '@tanstack/react-query'
import { Button, Space } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { mayAsk } from '../api/access.ts'
import type { OperationId } from '../api/operation.ts'
import { useOperation } from '../api/use-call.ts'
import { useCaller } from '../session/who.tsx'
import { useWords } from '../words/words.ts'
import { type Action, type Given, paramsOf } from './page.ts'
import type { Row } from './table.tsx'

const ActionDrawer = lazy(() => import('./action-drawer.tsx'))

/** A button that opens the form of an operation; it is not there for who may not ask it. */
export const ActionButton = ({
  id,
  given = {},
  primary = false,
  called,
}: {
  readonly id: OperationId
  readonly given?: Given
  readonly primary?: boolean
  /** What it is called here, where that is not what the operation is called. */
  readonly called?: string
}) => {
  const words = useWords()
  const { scope } = useCaller()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  const operation = useOperation(asked ? id : undefined)
  if (!mayAsk(id, scope)) return null
  return (
    <>
      <Button
        size={primary ? 'middle' : 'small'}
        type={primary ? 'primary' : 'default'}
        onClick={() => {
          setAsked(true)
          setOpen(true)
        }}
      >
        {called ?? words.operation(id)}
      </Button>
      {operation && (
        <Suspense fallback={null}>
          <ActionDrawer
            operation={operation}
            title={called ?? words.operation(id)}
            given={given}
            open={open}
            onDone={() => void queries.invalidateQueries({ queryKey: ['call'] })}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
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
}) => {
  const { scope } = useCaller()
  return (
    <Space size="small" wrap>
      {actions
        .map((action): Action => (typeof action === 'string' ? { operation: action } : action))
        .filter(({ when }) => when?.(row, scope) ?? true)
        .map(({ operation, given }) => (
          <ActionButton
            key={operation}
            id={operation}
            given={given?.(row) ?? { params: paramsOf(operation, row) }}
          />
        ))}
    </Space>
  )
}
