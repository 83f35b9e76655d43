import { mayAsk } from '../api/access.ts'
import { addressOf } from '../api/call.ts'
import type { OperationId } from '../api/operation.ts'
import { useCall } from '../api/use-call.ts'
import { useCaller } from '../session/who.tsx'
import { useWords } from '../words/words.ts'
import { chinaTime } from './china-time.ts'
import { Panel } from './panel.tsx'

type Decided = {
  readonly at: string
  readonly subject: string
  readonly kind: string
  readonly operation?: string
  readonly reason?: string
  readonly code?: string
}

/** Who decided what on a record, when and why, newest first, as the service's journal has it. */
export const History = ({
  of,
  params,
}: {
  readonly of: OperationId
  readonly params: Readonly<Record<string, unknown>>
}) => {
  const words = useWords()
  const { scope } = useCaller()
  const service = of.split('/')[2] ?? ''
  const id = `GET /v1/${service}/history` as OperationId
  const allowed = mayAsk(id, scope)
  const record = decodeURIComponent(addressOf(of, { params }))
  const { answer } = useCall<{ readonly commands: readonly Decided[] }>(
    id,
    { query: { record } },
    { enabled: allowed },
  )
  if (!allowed) return null
  const decided = answer?.commands ?? []
  if (decided.length === 0) return null
  return (
    <Panel title={words.say('history.title')}>
      <ol className="history">
        {decided.map(({ at, subject, operation: what, reason, code }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be decided at one moment, and none is put between others
          <li key={index} className={code === undefined ? '' : 'refused'}>
            <time dateTime={at}>{chinaTime(at)}</time>
            <span>{subject}</span>
            <span>{[what && words.operation(what), reason, code].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
