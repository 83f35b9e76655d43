import { Button, Space, Spin } from 'antd'
import { Fragment, type ReactNode, useState } from 'react'
import type { Schema } from '../api/operation.ts'
import { fieldsOf, plain, schemaAt } from '../form/values.ts'
import { useWords } from '../words/words.ts'
import { useKept } from './kept.ts'
import { measuredText } from './measured.ts'
import { type Order, turned } from './order.ts'
import { at, type Row, saysMore } from './row.ts'
import { PlainValue, Value } from './value.tsx'
import { calledAt, isOtherLanguage } from './value-kind.ts'

export type { Row } from './row.ts'

const isSimple = (schema: Schema): boolean => {
  const known = plain(schema)
  return known.properties === undefined && plain(known.items ?? {}).properties === undefined
}

const simpleOf = (schema: Schema): readonly string[] =>
  Object.entries(fieldsOf(schema))
    .filter(([, field]) => isSimple(field))
    .map(([name]) => name)

/** The columns that a list shows where it names none: what is one value, the first ten. */
export const columnsOf = (schema: Schema): readonly string[] => simpleOf(schema).slice(0, 10)

/** The fields of one value that a row has something in. */
export const filledFieldsOf = (rows: readonly Row[], schema: Schema): readonly string[] =>
  simpleOf(schema).filter((name) => rows.some((row) => row[name] !== undefined && row[name] !== null))

/** The columns of rows within a record: those that a row has something in, the first ten. */
export const filledColumnsOf = (rows: readonly Row[], schema: Schema): readonly string[] =>
  filledFieldsOf(rows, schema).slice(0, 10)

const isNumber = (field: Schema | undefined): boolean =>
  [plain(field ?? {}).type].flat().some((type) => type === 'integer' || type === 'number')

const sortSign = { ascending: '▲', descending: '▼' } as const

const Head = ({
  path,
  field,
  order,
  onTurn,
}: {
  readonly path: string
  readonly field: Schema | undefined
  readonly order: Order | undefined
  readonly onTurn: () => void
}) => {
  const words = useWords()
  const way = order?.path === path ? order.way : undefined
  return (
    <th scope="col" aria-sort={way ?? 'none'} className={isNumber(field) ? 'number' : ''}>
      <button type="button" className="sorts" onClick={onTurn}>
        {words.field(calledAt(path))}
        <span aria-hidden="true">{way ? sortSign[way] : ''}</span>
      </button>
    </th>
  )
}

const pageRows = 20

const Pages = ({
  page,
  count,
  onGo,
}: {
  readonly page: number
  readonly count: number
  readonly onGo: (page: number) => void
}) => {
  const { say } = useWords()
  return (
    <Space className="pages">
      <Button size="small" disabled={page === 0} onClick={() => onGo(page - 1)}>
        {say('table.before')}
      </Button>
      <span>{say('table.page', { page: page + 1, pages: Math.ceil(count / pageRows), count })}</span>
      <Button size="small" disabled={(page + 1) * pageRows >= count} onClick={() => onGo(page + 1)}>
        {say('table.next')}
      </Button>
    </Space>
  )
}

/** Rows of an answer as a table that is sorted by its heads; amounts and counts stand to the right. */
export const RowsTable = ({
  rows,
  schema,
  columns = columnsOf(schema),
  loading = false,
  end,
  onOpen,
  opens = () => true,
  whole,
  keeps = false,
  isPart = false,
}: {
  readonly rows: readonly Row[]
  readonly schema: Schema
  readonly columns?: readonly string[] | undefined
  readonly loading?: boolean
  /** What stands at the end of each row: its actions. */
  readonly end?: ((row: Row) => ReactNode) | undefined
  readonly onOpen?: ((row: Row) => void) | undefined
  /** Whether its order and its page stand again for whoever comes back to it. */
  readonly keeps?: boolean
  /** Whether these are some of more rows: then only they are sorted. */
  readonly isPart?: boolean
  /** Which rows open into something; all, where it is not said. */
  readonly opens?: ((row: Row) => boolean) | undefined
  /** All that a row says, below it when somebody opens it; the columns may leave some of it out. */
  readonly whole?: ((row: Row) => ReactNode) | undefined
}) => {
  const words = useWords()
  const [order, setOrder] = useKept<Order | undefined>(keeps && 'order', undefined)
  const [asked, setPage] = useKept(keeps && 'page', 0)
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const fold = (key: string) =>
    setUnfolded(
      (before) => new Set(before.has(key) ? [...before].filter((each) => each !== key) : [...before, key]),
    )
  const item = plain(schema)
  const heads = columns
    .filter((path) => !isOtherLanguage(path, fieldsOf(item), words.language))
    .map((path) => ({ path, field: schemaAt(item, path) }))
  const inOrder = order ? rows.toSorted(byOrder(order)) : rows
  // A list that became shorter, since something was done, has no such page any more.
  const page = Math.min(asked, Math.max(0, Math.ceil(rows.length / pageRows) - 1))
  const shown = inOrder.slice(page * pageRows, (page + 1) * pageRows)
  const unfolds = whole !== undefined && rows.some((row) => saysMore(row, columns))
  const width = heads.length + (end ? 1 : 0) + (unfolds ? 1 : 0)
  return (
    <div className="rows">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="scrolls" tabIndex={0} aria-label={words.say('table.rows')} aria-busy={loading}>
        <table>
          <thead>
            <tr>
              {unfolds && (
                <th scope="col" className="unfold">
                  <span className="unseen">{words.say('table.whole')}</span>
                </th>
              )}
              {heads.map(({ path, field }) => (
                <Head
                  key={path}
                  path={path}
                  field={field}
                  order={order}
                  onTurn={() => setOrder(turned(order, path))}
                />
              ))}
              {end && (
                <th scope="col" className="end">
                  {words.say('list.actions')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => {
              const key = JSON.stringify(row)
              const isOpen = unfolded.has(key)
              return (
                <Fragment key={key}>
                  <tr>
                    {unfolds && (
                      <td className="unfold">
                        <button
                          type="button"
                          className="link"
                          aria-expanded={isOpen}
                          aria-label={words.say(isOpen ? 'table.fold' : 'table.unfold')}
                          onClick={() => fold(key)}
                        >
                          {isOpen ? '▾' : '▸'}
                        </button>
                      </td>
                    )}
                    {heads.map(({ path, field }, index) => {
                      const shown = { name: calledAt(path), value: at(row, path), schema: field }
                      const measured = measuredText(row, path, words)
                      return (
                        <td key={path} className={isNumber(field) ? 'number' : ''}>
                          {index === 0 && onOpen && opens(row) ? (
                            <button type="button" className="link" onClick={() => onOpen(row)}>
                              {measured ?? <PlainValue {...shown} />}
                            </button>
                          ) : (
                            (measured ?? <Value {...shown} />)
                          )}
                        </td>
                      )
                    })}
                    {end && <td className="end">{end(row)}</td>}
                  </tr>
                  {isOpen && (
                    <tr className="whole">
                      <td colSpan={width}>{whole?.(row)}</td>
                    </tr>
                  )}
                </Fragment>
              )
            })}
            {rows.length === 0 && (
              <tr>
                <td className="nothing" colSpan={width}>
                  {loading ? <Spin size="small" /> : words.say('list.empty')}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </section>
      {isPart && order && <p className="quiet sorted">{words.say('table.sortedPart')}</p>}
      {rows.length > pageRows && <Pages page={page} count={rows.length} onGo={setPage} />}
    </div>
  )
}

const byOrder =
  ({ path, way }: Order) =>
  (one: Row, other: Row): number =>
    compare(at(one, path), at(other, path)) * (way === 'ascending' ? 1 : -1)

const compare = (one: unknown, other: unknown): number =>
  typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one ?? '').localeCompare(String(other ?? ''), 'zh-CN')
