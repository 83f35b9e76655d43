import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { mayAsk } from '../api/access.ts'
import { call, type Input } from '../api/call.ts'
import type { OperationId, Schema } from '../api/operation.ts'
import { CallFailed } from '../api/problem.ts'
import { useCaller } from '../session/who.tsx'
import { useWords } from '../words/words.ts'
import { exportedRows, institutionsIn } from './exported.ts'
import { namesOfInstitutions, readOfNames } from './institution-name.tsx'
import type { Row } from './row.ts'
import { saveRows } from './save-rows.ts'

/** So many rows are taken away at once; whoever wants more asks for a part. */
export const mostRows = 100_000

/** All rows of a list, page after page, not only those of the page that is shown. */
const readAll = async (read: OperationId, name: string, input: Input, onRead: (count: number) => void) => {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const query = { ...input.query, ...(cursor === undefined ? {} : { cursor }) }
    const answer = await call<Row>(read, { ...input, query })
    rows.push(...((answer[name] ?? []) as readonly Row[]))
    onRead(rows.length)
    cursor = typeof answer.cursor === 'string' ? answer.cursor : undefined
  } while (cursor !== undefined && rows.length < mostRows)
  return { rows: rows.slice(0, mostRows), isWhole: cursor === undefined }
}

/** Takes a whole list away as a file, as the screen shows it, with the names of institutions beside their codes. */
export const ExportButtons = ({
  title,
  of: { read, rows: name, input },
  columns,
  schema,
  disabled,
}: {
  readonly title: string
  readonly of: { readonly read: OperationId; readonly rows: string; readonly input: Input }
  readonly columns: readonly string[]
  readonly schema: Schema
  readonly disabled: boolean
}) => {
  const words = useWords()
  const { scope } = useCaller()
  const [reading, setReading] = useState(false)
  const [told, setTold] = useState<string>()
  const save = async (format: 'csv' | 'xlsx') => {
    setTold(undefined)
    setReading(true)
    try {
      const { rows, isWhole } = await readAll(read, name, input, (count) =>
        setTold(words.say('export.reading', { count })),
      )
      const codes = mayAsk(readOfNames, scope) ? institutionsIn(rows, columns) : []
      const names = await namesOfInstitutions(codes)
      await saveRows(title, format, exportedRows(rows, columns, schema, { words, names }))
      setTold(isWhole ? undefined : words.say('export.cut', { count: mostRows }))
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      setTold(words.language === 'zh' ? error.problem.detailZh : error.problem.detail)
    } finally {
      setReading(false)
    }
  }
  return (
    <>
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          icon={<DownloadOutlined />}
          disabled={disabled || reading}
          onClick={() => void save(format)}
        >
          {words.say('export.as', { format: format.toUpperCase() })}
        </Button>
      ))}
      {told !== undefined && (
        <span role={reading ? 'status' : 'alert'} className={reading ? 'quiet' : 'failed'}>
          {told}
        </span>
      )}
    </>
  )
}
