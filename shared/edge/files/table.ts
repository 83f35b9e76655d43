import type { CellFault, CellKind } from '#shared/edge/files/cells.ts'
import { readCell } from '#shared/edge/files/cells.ts'
import type { TextRecord } from '#shared/edge/files/delimited.ts'
import { readDelimited } from '#shared/edge/files/delimited.ts'
import type { Encoding } from '#shared/edge/files/encoding.ts'
import { decodeText } from '#shared/edge/files/encoding.ts'
import type { Headings, TableColumns } from '#shared/edge/files/headings.ts'
import { headingWithin, readHeadings } from '#shared/edge/files/headings.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** What a cell or a row of a file cannot be read for, at its line and column. */
export type TableFault = {
  readonly line: number
  readonly column: string
  readonly code: CellFault | 'file.row-too-long' | 'file.row-too-short'
  readonly figures: Readonly<Record<string, string | number>>
}

/** A row of a file: its line as an editor shows it, its cells by column, and what is wrong with it as a row. */
export type Row = {
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
  /** Its cells as they stand in the file. */
  readonly written: readonly string[]
  readonly faults: readonly TableFault[]
}

/** A file's rows, the encoding it was read in, and the headings of columns that nobody reads. */
export type TextTable = {
  readonly rows: readonly Row[]
  readonly encoding: Encoding
  readonly unread: readonly string[]
}

const isEmpty = (cells: readonly string[]): boolean =>
  cells.every((cell) => {
    const read = readCell(cell, 'text')
    return 'text' in read && read.text === ''
  })

const lengthFault = ({ line, cells }: TextRecord, { columns, written }: Headings): TableFault[] => {
  const figures = { cells: cells.length, columns: columns.length }
  const named = (place: number): string => columns[place] || written[place] || ''
  const column = named(columns.length - 1)
  if (!isEmpty(cells.slice(columns.length))) return [{ line, column, code: 'file.row-too-long', figures }]
  if (cells.length >= columns.length) return []
  return [{ line, column: named(cells.length) || column, code: 'file.row-too-short', figures }]
}

const rowOf = (record: TextRecord, headings: Headings, kinds: Readonly<Record<string, CellKind>>): Row => {
  const { line, cells: written } = record
  const faults: TableFault[] = lengthFault(record, headings)
  const cells: Record<string, string> = {}
  for (const [place, column] of headings.columns.entries()) {
    if (column === '') continue
    const read = readCell(written[place] ?? '', kinds[column] ?? 'text')
    if ('text' in read) cells[column] = read.text
    else faults.push({ line, column, code: read.fault, figures: {} })
  }
  return { line, cells, written, faults }
}

/** Makes rows of records as they come; the headings are found among the first. */
export type RowMaker = {
  readonly push: (record: TextRecord) => Row[]
  readonly end: () => Row[]
}

/**
 * Makes rows of records: rows without any content are none, cells are read by what their column holds. `found` is told the
 * headings before the first row.
 */
export const rowMaker = (columns: TableColumns, found: (headings: Headings) => void = () => {}): RowMaker => {
  const kinds = { ...columns.required, ...columns.further }
  const top: TextRecord[] = []
  let headings: Headings | undefined
  const begin = (): Row[] => {
    const { index, ...read } = readHeadings(top, columns)
    headings = read
    found(read)
    return top.slice(index + 1).map((record) => rowOf(record, read, kinds))
  }
  return {
    push: (record) => {
      if (isEmpty(record.cells)) return []
      if (headings) return [rowOf(record, headings, kinds)]
      return top.push(record) === headingWithin ? begin() : []
    },
    end: () => (headings ? [] : begin()),
  }
}

/**
 * Records as rows of a table, one after the other.
 * @throws TongchouError `file.column-missing`, `file.column-twice`, `file.column-unknown`
 */
export function* rowsOf(
  records: Iterable<TextRecord>,
  columns: TableColumns,
  found: (headings: Headings) => void = () => {},
): Generator<Row> {
  const maker = rowMaker(columns, found)
  for (const record of records) yield* maker.push(record)
  yield* maker.end()
}

const startsWith = (bytes: Uint8Array, ...signature: readonly number[]): boolean =>
  signature.every((byte, place) => bytes[place] === byte)

/** Whether bytes are a workbook of Excel since 2007, which is a zip. */
export const isWorkbook = (bytes: Uint8Array): boolean => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)

export const isOldWorkbook = (bytes: Uint8Array): boolean => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)

/**
 * Reads a file of text with a line of headings.
 * @throws TongchouError `file.workbook`, `file.old-workbook`, `file.encoding`, `file.encoding-unclear`, `file.malformed`,
 *   `file.column-missing`, `file.column-twice`, `file.column-unknown`
 */
export const readTextTable = (
  bytes: Uint8Array,
  columns: TableColumns,
  encoding?: Encoding,
  found: (headings: Headings) => void = () => {},
): TextTable => {
  if (isWorkbook(bytes)) throw new TongchouError('file.workbook', 'the file is a workbook, not text')
  if (isOldWorkbook(bytes))
    throw new TongchouError('file.old-workbook', 'the file is a workbook of before 2007')
  const decoded = decodeText(bytes, encoding)
  let unread: readonly string[] = []
  const rows = [
    ...rowsOf(readDelimited(decoded.text), columns, (headings) => {
      unread = headings.unread
      found(headings)
    }),
  ]
  return { rows, encoding: decoded.encoding, unread }
}
