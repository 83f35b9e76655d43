import { Select } from 'antd'
import { useLocation, useSearchParams } from 'react-router'
import { addressOf } from '../../api/call.ts'
import type { OperationId } from '../../api/operation.ts'
import { useCall, useOperation } from '../../api/use-call.ts'
import { ProblemNotice } from '../../form/problem-notice.tsx'
import { useCaller } from '../../session/who.tsx'
import { Filter } from '../../view/filter.tsx'
import { Heading } from '../../view/heading.tsx'
import { MoreRows } from '../../view/more-rows.tsx'
import { rememberChosen, usePreset } from '../../view/preset.ts'
import { type Row, RowsTable } from '../../view/table.tsx'
import { SpokenOf, useWords } from '../../words/words.ts'
import { desks } from '../desks.ts'
import { type KindOfRecord, recordsOf } from './records.ts'
import { type Service, services } from './services.ts'

const text = { type: 'string' }
const fields = {
  properties: {
    at: text,
    subject: text,
    scope: { ...text, enum: [] },
    division: { ...text, enum: [] },
    operation: text,
    reason: text,
    code: text,
  },
}

type Answer = { readonly commands: readonly Row[]; readonly cursor?: string }

/** What was decided on one record, newest first. */
const Decided = ({ of, record }: { readonly of: OperationId; readonly record: string }) => {
  const [search, setSearch] = useSearchParams()
  const cursor = search.get('cursor')
  const { answer, problem, loading } = useCall<Answer>(of, {
    query: { record, ...(cursor === null ? {} : { cursor }) },
  })
  return (
    <SpokenOf value={of}>
      {problem && <ProblemNotice problem={problem} />}
      <RowsTable rows={answer?.commands ?? []} schema={fields} loading={loading} />
      <MoreRows
        next={answer?.cursor}
        onNext={(next) => setSearch({ ...Object.fromEntries(search), cursor: next })}
      />
    </SpokenOf>
  )
}

/** The record is found as its own page finds it, and not by an address that a program uses. */
const OfKind = ({
  of,
  kind: { address, page },
}: {
  readonly of: OperationId
  readonly kind: KindOfRecord
}) => {
  const words = useWords()
  const caller = useCaller()
  const read = page.historyOf ?? page.read
  const operation = useOperation(read)
  const [search, setSearch] = useSearchParams()
  const preset = usePreset(operation, page.preset, caller, words.language)
  const chosen: Readonly<Record<string, string>> = { ...preset, ...Object.fromEntries(search) }
  if (operation === undefined) return null
  const names = operation.params.map(({ name }) => name)
  const isComplete = names.every((name) => chosen[name])
  const params = Object.fromEntries(names.map((name) => [name, chosen[name]]))
  return (
    <>
      <SpokenOf value={read}>
        <Filter
          parameters={operation.params}
          chosen={chosen}
          onChoose={(next) => {
            rememberChosen(next)
            setSearch({ ...next, record: address })
          }}
        />
      </SpokenOf>
      {isComplete ? (
        <Decided of={of} record={decodeURIComponent(addressOf(read, { params }))} />
      ) : (
        <p className="quiet">{words.say('list.ask')}</p>
      )}
    </>
  )
}

/** Who decided what on a record of a service, when and why; first one says of what kind of record. */
const History = () => {
  const words = useWords()
  const { pathname } = useLocation()
  const service = pathname.replace('/watch/history-', '') as Service
  const [zh, en] = services[service]
  const [search, setSearch] = useSearchParams()
  const kinds = recordsOf(service, desks)
  const kind = kinds.find(({ address }) => address === search.get('record'))
  const of: OperationId = `GET /v1/${service}/history`
  return (
    <>
      <Heading title={[`${zh}办理记录`, `What was decided: ${en}`]} />
      <div className="filter">
        <Select
          aria-label={words.say('history.kind')}
          placeholder={words.say('history.kind')}
          showSearch={{ optionFilterProp: 'label' }}
          {...(kind ? { value: kind.address } : {})}
          onChange={(record: string) => setSearch({ record })}
          options={kinds.map(({ address, title }) => ({ value: address, label: words.either(title) }))}
        />
      </div>
      {kind ? (
        <OfKind key={kind.address} of={of} kind={kind} />
      ) : (
        <p className="quiet">{words.say('list.ask')}</p>
      )}
    </>
  )
}

export default History
