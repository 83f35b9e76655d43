import { parse } from 'csv-parse/sync'
import { TongchouError } from '#shared/kernel/errors.ts'

/** A row of a file: its line (the header is 1) and its cells by column. */
export type Row = { readonly line: number; readonly cells: Readonly<Record<string, string>> }

/** A file's bytes as text: UTF-8, or else GB18030 as many Chinese systems write it. A byte-order mark is dropped. */
export const decodeText = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodeGb18030(bytes)
  }
}

const decodeGb18030 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new TongchouError('file.encoding', 'the file is neither UTF-8 nor GB18030', {}, { cause })
  }
}

/**
 * Reads CSV with a header line.
 * @throws TongchouError `file.malformed` naming the line, `file.column-missing` naming the column
 */
export const readCsv = (text: string, columns: readonly string[]): Row[] => {
  let records: string[][]
  try {
    records = parse(text, { bom: true, skip_empty_lines: true, trim: true, relax_column_count: false })
  } catch (cause) {
    const { lines = 0, message } = cause as { lines?: number; message: string }
    throw new TongchouError('file.malformed', `line ${lines}: ${message}`, { line: lines }, { cause })
  }
  const [header = [], ...rows] = records
  const missing = columns.find((column) => !header.includes(column))
  if (missing !== undefined)
    throw new TongchouError('file.column-missing', `column ${missing} is missing`, { column: missing })
  return rows.map((cells, index) => ({
    line: index + 2,
    cells: Object.fromEntries(header.map((column, position) => [column, cells[position] ?? ''])),
  }))
}
