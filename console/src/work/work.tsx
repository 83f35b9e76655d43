import { Empty, Spin } from 'antd'
import { useNavigate } from 'react-router'
import { chinaDay } from '../../../shared/calendar/day.ts'
import { cities, provinceCode } from '../../../shared/kernel/divisions.ts'
import type { Operation } from '../api/operation.ts'
import { useOperation } from '../api/use-call.ts'
import { plain } from '../form/values.ts'
import { useCaller } from '../session/who.tsx'
import { maySee } from '../shell/visible.ts'
import { RowActions } from '../view/actions.tsx'
import { Chooser } from '../view/chooser.tsx'
import { Heading } from '../view/heading.tsx'
import { Panel } from '../view/panel.tsx'
import { RecordView } from '../view/record.tsx'
import { addressOfRecord } from '../view/record-address.ts'
import { columnsOf, type Row, RowsTable } from '../view/table.tsx'
import { SpokenOf, useWords } from '../words/words.ts'
import { countText } from './counts.ts'
import { byDaysLeft } from './days-left.ts'
import { waitPlaces } from './wait-places.ts'
import { useSeen, useWaiting, type Waiting, waitsRead } from './waiting.ts'

const itemOf = ({ answer }: Operation, rows: string) =>
  plain(plain(answer ?? {}).properties?.[rows] ?? {}).items ?? {}

/** The columns of a list; behind the first, how long each row may still wait, where one of them says it. */
const columnsIn = ({ page, operation, rows }: Waiting): readonly string[] => {
  const [first = '', ...others] = page.columns ?? columnsOf(itemOf(operation, page.rows))
  const isTimed = rows.some(({ daysLeft }) => daysLeft !== undefined)
  return [first, ...(isTimed ? ['daysLeft'] : []), ...others]
}

const textOf = ({ rows, more }: Waiting): string => countText({ count: rows.length, isMore: more })

/** What waits, kind by kind, as the services know it now; each kind opens the page where something is done about it. */
const Kinds = () => {
  const words = useWords()
  const caller = useCaller()
  const go = useNavigate()
  const operation = useOperation(waitsRead)
  const { seen, seenOn, failed } = useSeen(caller)
  const shown = seen.filter(({ wait }) => maySee(waitPlaces[wait]?.page ?? '', caller))
  const open = ({ wait, city }: Row) => {
    const { page, asked = {} } = waitPlaces[String(wait)] ?? { page: '' }
    void go(`/${page}?${new URLSearchParams({ ...asked, city: String(city) })}`)
  }
  return (
    <Panel title={words.say('work.kinds')}>
      <p className="quiet">{seenOn ? words.say('work.night', { on: seenOn }) : words.say('work.noNight')}</p>
      {failed > 0 && (
        <p role="alert" className="failed">
          {words.say('work.failed', { count: failed })}
        </p>
      )}
      <SpokenOf value={waitsRead}>
        <RowsTable
          rows={byDaysLeft(shown, chinaDay(new Date()))}
          schema={operation ? itemOf(operation, 'waits') : {}}
          columns={['what', 'city', 'count', 'amount', 'since', 'until', 'daysLeft']}
          onOpen={open}
        />
      </SpokenOf>
    </Panel>
  )
}

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
      <Kinds />
      {!loading && failed === 0 && waiting.length === 0 && <Empty description={words.say('work.none')} />}
      <div className="record">
        {waiting.map((each) => (
          <Panel
            key={each.address}
            title={
              <button type="button" className="link" onClick={() => void go(`/${each.address}`)}>
                {words.say('phrase.with', { name: words.either(each.page.title), of: textOf(each) })}
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
                whole={(row) => <RecordView record={row} schema={itemOf(each.operation, each.page.rows)} />}
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
