import { Button, Skeleton, Space } from 'antd'
import { type ComponentType, lazy, Suspense, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { OperationId } from '../api/operation.ts'
import { useOperation } from '../api/use-call.ts'
import { useWhole } from '../api/use-whole.ts'
import { ProblemNotice } from '../form/problem-notice.tsx'
import { useCaller } from '../session/who.tsx'
import { SpokenOf, useWords } from '../words/words.ts'
import { ActionButton, RowActions } from './actions.tsx'
import { BadRowParts } from './bad-row-parts.tsx'
import { BadRows } from './bad-rows.tsx'
import { FileButtons } from './files.tsx'
import { Filter } from './filter.tsx'
import { Heading } from './heading.tsx'
import { History } from './history.tsx'
import { filtersOf } from './list-page.tsx'
import { type Action, paramsOf, type RecordPage as RecordPageOf } from './page.ts'
import { PageSays } from './page-says.ts'
import { Panel } from './panel.tsx'
import { rememberChosen, usePreset } from './preset.ts'
import { RecordView } from './record.tsx'
import type { Row } from './table.tsx'

const without = (record: Row, names: readonly string[] = []): Row =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))

/** A page of one record: what it is, what can be done on it, what belongs to it, and who decided what on it. */
export const RecordPage = ({ page }: { readonly page: RecordPageOf }) => {
  const caller = useCaller()
  const { language, say } = useWords()
  const operation = useOperation(page.read)
  const [search, setSearch] = useSearchParams()
  const preset = usePreset(operation, page.preset, caller, language)
  const chosen: Readonly<Record<string, string>> = { ...preset, ...Object.fromEntries(search) }
  const filters = operation ? filtersOf(operation) : []
  const complete = filters.length > 0 && filters.every(({ name, required }) => !required || chosen[name])
  const pick = (names: readonly { readonly name: string }[] = []) =>
    Object.fromEntries(names.filter(({ name }) => chosen[name]).map(({ name }) => [name, chosen[name]]))
  const input = { params: pick(operation?.params), query: pick(operation?.query) }
  const { answer, problem, loading, again, isMore, readOn } = useWhole<Row>(page.read, input, {
    enabled: complete,
  })
  const Picture = useMemo(
    () =>
      page.picture
        ? lazy(page.picture as () => Promise<{ default: ComponentType<{ record: Row }> }>)
        : undefined,
    [page],
  )
  const choose = (next: Readonly<Record<string, string>>) => {
    rememberChosen(next)
    setSearch(next)
    // Whoever asks for the same once more wants to see how it stands now.
    if (answer) again()
  }
  const whole = { ...chosen, ...answer }
  return (
    <PageSays value={whole}>
      <Heading title={page.title}>
        <Space wrap>
          {answer && page.actions && <RowActions actions={page.actions} row={whole} />}
          {answer && <FileButtons operation={operation} input={input} />}
          {(page.opens ?? [])
            .map((each): Action => (typeof each === 'string' ? { operation: each } : each))
            .filter(({ when }) => when?.(whole, caller.scope) ?? true)
            .map(({ operation: id }) => (
              <ActionButton key={id} id={id} primary />
            ))}
        </Space>
      </Heading>
      {operation && <Filter parameters={filters} chosen={chosen} onChoose={choose} />}
      {operation && !complete && <p className="quiet">{say('list.ask')}</p>}
      {problem && <ProblemNotice problem={problem} />}
      {loading && !answer && <Skeleton active />}
      {page.badRowParts && complete && <BadRowParts read={page.badRowParts} record={chosen} />}
      {answer && operation && (
        <>
          {Picture && (
            <Suspense fallback={<Skeleton active />}>
              <SpokenOf value={page.read}>
                <Picture record={answer} />
              </SpokenOf>
            </Suspense>
          )}
          {isMore && <ReadOn onMore={readOn} loading={loading} />}
          <SpokenOf value={page.read}>
            <RecordView
              record={without(answer, page.drawn)}
              schema={operation.answer ?? {}}
              rowsInto={page.rowsInto}
              rowActions={page.rowActions}
              of={whole}
            />
          </SpokenOf>
          {page.badRows && <BadRows read={page.badRows} record={whole} />}
          {(page.also ?? []).map((each) => (
            <Also key={each} read={each} of={whole} rowActions={page.rowActions} />
          ))}
          <History of={page.historyOf ?? page.read} params={input.params} />
        </>
      )}
    </PageSays>
  )
}

/** Says that more is there than was read, and reads on. */
const ReadOn = ({ onMore, loading }: { readonly onMore: () => void; readonly loading: boolean }) => {
  const { say } = useWords()
  return (
    <p role="status" className="more">
      {say('record.more')}{' '}
      <Button size="small" loading={loading} onClick={onMore}>
        {say('record.readOn')}
      </Button>
    </p>
  )
}

const Also = ({
  read,
  of,
  rowActions,
}: {
  readonly read: OperationId
  readonly of: Row
  readonly rowActions: RecordPageOf['rowActions']
}) => {
  const words = useWords()
  const { answer, operation, problem, loading, isMore, readOn } = useWhole<Row>(read, {
    params: paramsOf(read, of),
  })
  return (
    <Panel title={words.operation(read)} loading={loading && !answer}>
      {problem && (problem.status === 404 ? <p className="quiet">—</p> : <ProblemNotice problem={problem} />)}
      {isMore && <ReadOn onMore={readOn} loading={loading} />}
      {answer && (
        <SpokenOf value={read}>
          <RecordView record={answer} schema={operation?.answer ?? {}} rowActions={rowActions} of={of} />
        </SpokenOf>
      )}
    </Panel>
  )
}
