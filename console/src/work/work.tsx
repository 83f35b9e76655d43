import { useQueries } from '@tanstack/react-query'
import { Empty, Spin } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { cities } from '../../../shared/kernel/divisions.ts'
import { accessTo, mayAsk } from '../api/access.ts'
import { call } from '../api/call.ts'
import { type Operation, operationOf } from '../api/operation.ts'
import { desks } from '../desks/desks.ts'
import { plain } from '../form/values.ts'
import type { Caller } from '../session/session.ts'
import { useCaller } from '../session/who.tsx'
import { RowActions } from '../view/actions.tsx'
import { Chooser } from '../view/chooser.tsx'
import { Heading } from '../view/heading.tsx'
import type { ListPage } from '../view/page.ts'
import { Panel } from '../view/panel.tsx'
import { type Row, RowsTable } from '../view/table.tsx'
import { SpokenOf, useWords } from '../words/words.ts'

type Waiting = { readonly operation: Operation; readonly rows: readonly Row[] }

const lists = desks.flatMap((desk) =>
  desk.pages.flatMap((page) =>
    page.kind === 'list' && page.work ? [{ page, address: `/${desk.key}/${page.key}` }] : [],
  ),
)

/** What a list is asked with for one city: its presets, each with the city and the year where it takes them. */
const inputsOf = ({ work, read }: ListPage, city: string, { division, institution }: Caller) =>
  (work?.presets ?? []).map((preset) => {
    const usual: Readonly<Record<string, string | undefined>> = {
      city,
      division,
      institution,
      year: String(new Date().getFullYear()),
      ...preset,
    }
    const chosen = Object.fromEntries(
      (accessTo(read).query ?? []).flatMap((name) =>
        usual[name] === undefined ? [] : [[name, usual[name]]],
      ),
    )
    return { id: read, chosen }
  })

const readWaiting = async (page: ListPage, caller: Caller, city: string): Promise<Waiting | null> => {
  if (!mayAsk(page.read, caller.scope)) return null
  const answers = await Promise.all(
    inputsOf(page, city, caller).map(async ({ id, chosen }) => {
      const answer = await call<Row>(id, { query: chosen })
      return ((answer[page.rows] ?? []) as readonly Row[]).map((row) => ({ ...chosen, ...row }))
    }),
  )
  const when = page.work?.when ?? (() => true)
  const rows = answers.flat().filter(when)
  return rows.length === 0 ? null : { operation: await operationOf(page.read), rows }
}

const itemOf = ({ answer }: Operation, rows: string) =>
  plain(plain(answer ?? {}).properties?.[rows] ?? {}).items ?? {}

/** Everything that waits for whoever looks, list by list, with what can be done about it. */
const Work = () => {
  const words = useWords()
  const caller = useCaller()
  const go = useNavigate()
  const isProvince = caller.division === '340000'
  const [city, setCity] = useState(isProvince ? (cities[0]?.code ?? '') : caller.division)
  const waiting = useQueries({
    queries: lists.map(({ page }) => ({
      queryKey: ['call', 'work', page.read, page.key, city],
      queryFn: () => readWaiting(page, caller, city).catch(() => null),
    })),
  })
  const found = waiting.flatMap(({ data }, index) => {
    const list = lists[index]
    return data && list ? [{ ...data, ...list }] : []
  })
  const loading = waiting.some(({ isLoading }) => isLoading)
  return (
    <>
      <Heading title={['待办', 'Work']}>
        {isProvince && (
          <Chooser
            label={words.say('work.choose')}
            value={city}
            onChoose={setCity}
            options={cities.map(({ code }) => ({ value: code, label: words.value(code) }))}
          />
        )}
      </Heading>
      {loading && <Spin />}
      {!loading && found.length === 0 && <Empty description={words.say('work.none')} />}
      <div className="record">
        {found.map(({ page, operation, rows, address }) => (
          <Panel
            key={address}
            title={
              <button type="button" className="link" onClick={() => void go(address)}>
                {words.either(page.title)}（{rows.length}）
              </button>
            }
          >
            <SpokenOf value={page.read}>
              <RowsTable
                rows={rows}
                schema={itemOf(operation, page.rows)}
                columns={page.columns}
                end={page.actions && ((row) => <RowActions actions={page.actions ?? []} row={row} />)}
              />
            </SpokenOf>
          </Panel>
        ))}
      </div>
    </>
  )
}

export default Work
