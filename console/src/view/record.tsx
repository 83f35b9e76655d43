import { Descriptions } from 'antd'
import { useNavigate } from 'react-router'
import type { Schema } from '../api/operation.ts'
import { fieldsOf, plain } from '../form/values.ts'
import { useCaller } from '../session/who.tsx'
import { maySee } from '../shell/visible.ts'
import { useWords } from '../words/words.ts'
import { RowActions } from './actions.tsx'
import type { Action, RowsInto } from './page.ts'
import { Panel } from './panel.tsx'
import { addressOfRecord } from './record-address.ts'
import { SaveRows } from './save-record-rows.tsx'
import { filledColumnsOf, type Row, RowsTable } from './table.tsx'
import { Value } from './value.tsx'
import { isOtherLanguage } from './value-kind.ts'

const isRows = (value: unknown): value is readonly Row[] =>
  Array.isArray(value) && value.length > 0 && typeof value[0] === 'object'

const isRecord = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A record that fits on a line: a few values and no list. */
const isSmall = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(value).length <= 4 &&
  Object.values(value).every((each) => typeof each !== 'object')

/** A record of an answer: its single values first, then each record and each list in it. */
export const RecordView = ({
  record,
  schema,
  rowsInto = {},
  rowActions = {},
  of = record,
}: {
  readonly record: Row
  readonly schema: Schema
  /** What the rows of its lists open into. */
  readonly rowsInto?: Readonly<Record<string, RowsInto>> | undefined
  /** What can be done on the rows of its lists. */
  readonly rowActions?: Readonly<Record<string, readonly Action[]>> | undefined
  /** What its rows are of: what they themselves do not say is taken from it. */
  readonly of?: Row
}) => {
  const words = useWords()
  const caller = useCaller()
  const go = useNavigate()
  const opening = (name: string) => {
    const into = rowsInto[name]
    if (into === undefined || !maySee(into.page, caller)) return {}
    const rowOf = (row: Row): Row => ({ ...of, ...row, ...into.given?.({ ...of, ...row }) })
    return { onOpen: (row: Row) => void go(addressOfRecord(into.page, rowOf(row))), opens: into.when }
  }
  const fields = fieldsOf(schema)
  const others = plain(schema).additionalProperties
  const entries = Object.entries(record).filter(
    ([name]) => name !== 'cursor' && !isOtherLanguage(name, record, words.language),
  )
  const single = entries.filter(([, value]) => !isRows(value) && (!isRecord(value) || isSmall(value)))
  return (
    <div className="record">
      {single.length > 0 && (
        <Descriptions
          size="small"
          bordered
          column={{ xs: 1, md: 2, xl: 3 }}
          items={single.map(([name, value]) => ({
            key: name,
            label: words.field(name),
            children: <Value name={name} value={value} schema={fields[name] ?? others} />,
          }))}
        />
      )}
      {entries.map(([name, value]) => {
        if (isRows(value)) {
          const item = plain(fields[name] ?? {}).items ?? {}
          return (
            <Panel
              key={name}
              title={words.field(name)}
              extra={<SaveRows title={words.field(name)} rows={value} schema={item} />}
            >
              <RowsTable
                rows={value}
                schema={item}
                columns={filledColumnsOf(value, plain(item))}
                whole={(row) => <RecordView record={row} schema={item} />}
                {...opening(name)}
                end={
                  rowActions[name] &&
                  ((row) => <RowActions actions={rowActions[name] ?? []} row={{ ...of, ...row }} />)
                }
              />
            </Panel>
          )
        }
        if (isRecord(value) && !isSmall(value))
          return (
            <Panel key={name} title={words.field(name)}>
              <RecordView record={value} schema={fields[name] ?? others ?? {}} />
            </Panel>
          )
        return null
      })}
    </div>
  )
}
