import { Space } from 'antd'
import { mayAsk } from '../api/access.ts'
import type { Schema } from '../api/operation.ts'
import { plain } from '../form/values.ts'
import { useCaller } from '../session/who.tsx'
import { useWords } from '../words/words.ts'
import { exportedRows, institutionsIn } from './exported.ts'
import { namesOfInstitutions, readOfNames } from './institution-name.tsx'
import type { Row } from './row.ts'
import { SaveTable } from './save-table.tsx'
import { filledFieldsOf } from './table.tsx'

/** The rows of a record as a file, with every field that one of them says, and with the names of institutions. */
export const SaveRows = ({
  title,
  rows,
  schema,
}: {
  readonly title: string
  readonly rows: readonly Row[]
  readonly schema: Schema
}) => {
  const words = useWords()
  const { scope } = useCaller()
  const columns = filledFieldsOf(rows, plain(schema))
  const table = async () => {
    const codes = mayAsk(readOfNames, scope) ? institutionsIn(rows, columns) : []
    return exportedRows(rows, columns, schema, { words, names: await namesOfInstitutions(codes) })
  }
  return (
    <Space size={4} className="takes-away">
      <SaveTable size="small" title={title} table={table} />
    </Space>
  )
}
