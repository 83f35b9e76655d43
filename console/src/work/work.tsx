import { Empty, Spin } from 'antd'
import { useNavigate } from 'react-router'
import { cities, provinceCode } from '../../../shared/kernel/divisions.ts'
import type { Operation } from '../api/operation.ts'
import { plain } from '../form/values.ts'
import { useCaller } from '../session/who.tsx'
import { maySee } from '../shell/visible.ts'
import { RowActions } from '../view/actions.tsx'
import { Chooser } from '../view/chooser.tsx'
import { Heading } from '../view/heading.tsx'
import { Panel } from '../view/panel.tsx'
import { addressOfRecord } from '../view/record-address.ts'
import { columnsOf, type Row, RowsTable } from '../view/table.tsx'
import { SpokenOf, useWords } from '../words/words.ts'
import { countOf, useWaiting, type Waiting } from './waiting.ts'

const itemOf = ({ answer }: Operation, rows: string) =>
  plain(plain(answer ?? {}).properties?.[rows] ?? {}).items ?? {}

/** The columns of a list, and how long each of its rows may still wait, where one of them says it. */
const columnsIn = ({ page, operation, rows }: Waiting): readonly string[] => [
  ...(page.columns ?? columnsOf(itemOf(operation, page.rows))),
  ...(rows.some(({ daysLeft }) => daysLeft !== undefined) ? ['daysLeft'] : []),
]

/** Everything that waits for whoever looks, list by list, with what can be done about it. */
const Work = ({ city, onCity }: { readonly city: string; readonly onCity: (city: string) => void }) => {
  const words = useWords()
  const caller = useCaller()
  const go = useNavigate()
  const { waiting, loading, failed } = useWaiting(caller, city)
  const opening = (into: string | undefined) =>
    into !== undefined && maySee(into, caller) ? (row: Row) => void go(addressOfRecord(into, row)) : undefined
  return (
    <>
      <Heading title={['待办', 'Work']}>
        {caller.division === provinceCode && (
          <Chooser
            label={words.say('work.choose')}
            value={city}
            onChoose={onCity}
            options={cities.map(({ code }) => ({ value: code, label: words.value(code) }))}
          />
        )}
      </Heading>
      {loading && <Spin />}
      {failed > 0 && (
        <p role="alert" className="failed">
          {words.say('work.failed', { count: failed })}
        </p>
      )}
      {!loading && failed === 0 && waiting.length === 0 && <Empty description={words.say('work.none')} />}
      <div className="record">
        {waiting.map((each) => (
          <Panel
            key={each.address}
            title={
              <button type="button" className="link" onClick={() => void go(`/${each.address}`)}>
                {words.say('phrase.with', { name: words.either(each.page.title), of: countOf([each]) })}
              </button>
            }
          >
            <SpokenOf value={each.page.read}>
              {each.rows.length === 0 && <p className="quiet">{words.say('work.notRead')}</p>}
              <RowsTable
                rows={each.rows}
                schema={itemOf(each.operation, each.page.rows)}
                columns={columnsIn(each)}
                onOpen={opening(each.page.into)}
                end={
                  each.page.actions && ((row) => <RowActions actions={each.page.actions ?? []} row={row} />)
                }
              />
            </SpokenOf>
          </Panel>
        ))}
      </div>
    </>
  )
}

export default Work
