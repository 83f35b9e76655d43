import type { Encoding } from '#shared/edge/files/encoding.ts'
import type { Headings, TableColumns } from '#shared/edge/files/headings.ts'
import type { Row } from '#shared/edge/files/table.ts'
import { isWorkbook, readTextTable, rowsOf } from '#shared/edge/files/table.ts'
import { sheetRecords } from '#shared/edge/files/xlsx-reader.ts'

/** What a file does not tell by itself: its encoding where two are possible, the sheet where it has several. */
export type Hints = { readonly encoding?: Encoding | undefined; readonly sheet?: string | undefined }

/** The rows of a file, to be read once, and how it was read. */
export type AnyTable = { readonly rows: Iterable<Row>; readonly format: Encoding | 'xlsx' }

/**
 * Reads a file of text or a workbook; `found` is told its headings. For workers only: a reader of workbooks has no place
 * in what starts for a request.
 * @throws TongchouError as `readTextTable` and, once the rows are read, `sheetRecords` do
 */
export const readAnyTable = (
  bytes: Uint8Array,
  columns: TableColumns,
  { encoding, sheet }: Hints,
  found: (headings: Headings) => void = () => {},
): AnyTable => {
  if (isWorkbook(bytes)) return { rows: rowsOf(sheetRecords(bytes, sheet), columns, found), format: 'xlsx' }
  const text = readTextTable(bytes, columns, encoding, found)
  return { rows: text.rows, format: text.encoding }
}
