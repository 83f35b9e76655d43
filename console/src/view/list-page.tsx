import { Button, Space } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { Operation, Schema } from '../api/operation.ts'
import { useCall, useOperation } from '../api/use-call.ts'
import { ProblemNotice } from '../form/problem-notice.tsx'
import { plain } from '../form/values.ts'
import { useCaller } from '../session/who.tsx'
import { maySee } from '../shell/visible.ts'
import { SpokenOf, useWords } from '../words/words.ts'
import { ActionButton, RowActions } from './actions.tsx'
import { ExportButtons } from './export-buttons.tsx'
import { FileButtons } from './files.tsx'
import { type Chosen, Filter } from './filter.tsx'
import { Heading } from './heading.tsx'
import type { ListPage as ListPageOf } from './page.ts'
import { rememberChosen, usePreset } from './preset.ts'
import { addressOfRecord } from './record-address.ts'
import { columnsOf, type Row, RowsTable } from './table.tsx'

const notChosen = new Set(['cursor', 'limit', 'format', 'after', 'language', 'codes'])

/** What a list can be asked by: its path and its query, but for what pages it. */
export const filtersOf = ({ params, query }: Operation) => [
  ...params,
  ...query.filter(({ name }) => !notChosen.has(name)),
]

const isComplete = (operation: Operation | undefined, chosen: Chosen): boolean =>
  operation !== undefined && filtersOf(operation).every(({ name, required }) => !required || name in chosen)

const itemOf = (operation: Operation | undefined, rows: string): Schema =>
  plain(plain(operation?.answer ?? {}).properties?.[rows] ?? {}).items ?? {}

/** A page that lists what an operation answers: filter, table, what can be done on a row, next page, file. */
export const ListPage = ({ page }: { readonly page: ListPageOf }) => {
  const words = useWords()
  const caller = useCaller()
  const opens = page.into !== undefined && maySee(page.into, caller) ? page.into : undefined
  const go = useNavigate()
  const operation = useOperation(page.read)
  const [search, setSearch] = useSearchParams()
  const preset = usePreset(operation, page.preset, caller, words.language)
  const chosen = { ...preset, ...Object.fromEntries(search) }
  const [cursors, setCursors] = useState<readonly string[]>([])
  const split = (names: Operation['params'] = []) =>
    Object.fromEntries(names.filter(({ name }) => name in chosen).map(({ name }) => [name, chosen[name]]))
  const cursor = cursors.at(-1)
  const asked = { params: split(operation?.params), query: split(operation?.query) }
  const input = { ...asked, query: { ...asked.query, ...(cursor === undefined ? {} : { cursor }) } }
  const complete = isComplete(operation, chosen)
  const { answer, problem, loading, again } = useCall<Row>(page.read, input, { enabled: complete })
  const rows = (answer?.[page.rows] ?? []) as readonly Row[]
  const next = typeof answer?.cursor === 'string' ? answer.cursor : undefined
  const schema = itemOf(operation, page.rows)
  const columns = page.columns ?? columnsOf(schema)
  return (
    <>
      <Heading title={page.title}>
        <Space wrap>
          <SpokenOf value={page.read}>
            <ExportButtons
              title={words.either(page.title)}
              of={{ read: page.read, rows: page.rows, input: asked }}
              columns={columns}
              schema={schema}
              disabled={rows.length === 0}
            />
          </SpokenOf>
          {rows.length > 0 && <FileButtons operation={operation} input={input} />}
          {(page.opens ?? []).map((id) => (
            <ActionButton key={id} id={id} primary />
          ))}
        </Space>
      </Heading>
      {operation && (
        <Filter
          parameters={filtersOf(operation)}
          chosen={chosen}
          onChoose={(next_) => {
            setCursors([])
            rememberChosen(next_)
            setSearch(next_)
            // Whoever asks for the same once more wants to see how it stands now.
            if (answer) again()
          }}
        />
      )}
      {operation && !complete && <p className="quiet">{words.say('list.ask')}</p>}
      {problem && <ProblemNotice problem={problem} />}
      <SpokenOf value={page.read}>
        <RowsTable
          rows={rows}
          schema={schema}
          columns={columns}
          loading={loading}
          end={
            page.actions && ((row) => <RowActions actions={page.actions ?? []} row={{ ...chosen, ...row }} />)
          }
          onOpen={
            opens === undefined ? undefined : (row) => void go(addressOfRecord(opens, { ...chosen, ...row }))
          }
        />
      </SpokenOf>
      {(cursors.length > 0 || next !== undefined) && (
        <Space className="pages">
          <Button disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
            {words.say('list.before')}
          </Button>
          <Button
            disabled={next === undefined}
            onClick={() => next !== undefined && setCursors([...cursors, next])}
          >
            {words.say('list.next')}
          </Button>
        </Space>
      )}
    </>
  )
}
