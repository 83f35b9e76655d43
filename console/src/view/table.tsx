import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { Schema } from '../api/operation.ts'
import { fieldsOf, plain } from '../form/values.ts'
import { useWords } from '../words/words.ts'
import { Value } from './value.tsx'

export type Row = Readonly<Record<string, unknown>>

const isSimple = (schema: Schema): boolean => {
  const known = plain(schema)
  return known.properties === undefined && plain(known.items ?? {}).properties === undefined
}

/** A column by its place in a row, such as `coverage.city`. */
export const at = (row: Row, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Row | undefined)?.[name], row)

const schemaAt = (schema: Schema, path: string): Schema | undefined =>
  path.split('.').reduce<Schema | undefined>((found, name) => fieldsOf(found)[name], schema)

/** The columns that a list shows where it names none: what is one value, the first ten. */
export const columnsOf = (schema: Schema): readonly string[] =>
  Object.entries(fieldsOf(schema))
    .filter(([, field]) => isSimple(field))
    .map(([name]) => name)
    .slice(0, 10)

const lastOf = (path: string): string => path.split('.').at(-1) ?? path

/** Rows of an answer as a table that is sorted by its heads; amounts and counts stand to the right. */
export const RowsTable = ({
  rows,
  schema,
  columns = columnsOf(schema),
  loading = false,
  end,
  onOpen,
}: {
  readonly rows: readonly Row[]
  readonly schema: Schema
  readonly columns?: readonly string[] | undefined
  readonly loading?: boolean
  /** What stands at the end of each row: its actions. */
  readonly end?: ((row: Row) => ReactNode) | undefined
  readonly onOpen?: ((row: Row) => void) | undefined
}) => {
  const words = useWords()
  const item = plain(schema)
  return (
    <Table<Row>
      size="small"
      rowKey={(row) => JSON.stringify(row)}
      dataSource={[...rows]}
      loading={loading}
      scroll={{ x: 'max-content' }}
      pagination={{ defaultPageSize: 20, hideOnSinglePage: true, showSizeChanger: true }}
      locale={{ emptyText: words.say('list.empty') }}
      columns={[
        ...columns.map((path, index) => {
          const field = schemaAt(item, path)
          const isNumber = ['integer', 'number'].some((type) =>
            [plain(field ?? {}).type].flat().includes(type),
          )
          return {
            key: path,
            title: words.field(lastOf(path)),
            align: isNumber ? ('right' as const) : ('left' as const),
            sorter: (one: Row, other: Row) => compare(at(one, path), at(other, path)),
            render: (_: unknown, row: Row) => {
              const shown = <Value name={lastOf(path)} value={at(row, path)} schema={field} />
              return index === 0 && onOpen ? (
                <button type="button" className="link" onClick={() => onOpen(row)}>
                  {shown}
                </button>
              ) : (
                shown
              )
            },
          }
        }),
        ...(end
          ? [
              {
                key: 'end',
                title: words.say('list.actions'),
                fixed: 'right' as const,
                render: (_: unknown, row: Row) => end(row),
              },
            ]
          : []),
      ]}
    />
  )
}

const compare = (one: unknown, other: unknown): number =>
  typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one ?? '').localeCompare(String(other ?? ''), 'zh-CN')
