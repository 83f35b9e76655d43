import { Descriptions } from 'antd'
import type { Schema } from '../api/operation.ts'
import { fieldsOf, plain } from '../form/values.ts'
import { useWords } from '../words/words.ts'
import { Panel } from './panel.tsx'
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
export const RecordView = ({ record, schema }: { readonly record: Row; readonly schema: Schema }) => {
  const words = useWords()
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
            <Panel key={name} title={words.field(name)}>
              <RowsTable rows={value} schema={item} columns={filledColumnsOf(value, plain(item))} />
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
