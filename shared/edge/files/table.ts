import type { CellFault, CellKind } from '#shared/edge/files/cells.ts'
import { readCell } from '#shared/edge/files/cells.ts'
import type { TextRecord } from '#shared/edge/files/delimited.ts'
import { readDelimited } from '#shared/edge/files/delimited.ts'
import type { Encoding } from '#shared/edge/files/encoding.ts'
import { decodeText } from '#shared/edge/files/encoding.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { nearest } from '#shared/kernel/nearest.ts'

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
  readonly faults: readonly TableFault[]
}

/** The columns that a file must have and those it may have besides, each with what it holds. */
export type TableColumns = {
  readonly required: Readonly<Record<string, CellKind>>
  readonly further?: Readonly<Record<string, CellKind>>
  /** What a column means that is none of these. */
  readonly unknown: 'ignored' | 'refused'
}

/** A file's rows, and the encoding it was read in. */
export type TextTable = { readonly rows: readonly Row[]; readonly encoding: Encoding }

/** Headings may stand below a title and a line of who sends it. */
const headingWithin = 10

const headingOf = (cell: string): string => {
  const read = readCell(cell, 'code')
  return 'text' in read ? read.text.replace(/^\*\s*/, '').toLowerCase() : cell
}

const isEmpty = (cells: readonly string[]): boolean =>
  cells.every((cell) => {
    const read = readCell(cell, 'text')
    return 'text' in read && read.text === ''
  })

/** The record with the headings: of those at the top the one that has most of the wanted columns. */
const headingsIn = (records: readonly TextRecord[], wanted: readonly string[]) => {
  const candidates = records.slice(0, headingWithin).map(({ cells }, index) => {
    const headings = cells.map(headingOf)
    return { index, headings, found: wanted.filter((column) => headings.includes(column)).length }
  })
  return candidates.reduce((best, each) => (each.found > best.found ? each : best), {
    ...{ index: 0, headings: records[0]?.cells.map(headingOf) ?? [], found: 0 },
  })
}

const listed = (words: readonly string[]): string => words.join(', ')

const checkHeadings = (headings: readonly string[], { required, further = {}, unknown }: TableColumns) => {
  const known = [...Object.keys(required), ...Object.keys(further)]
  const strange = headings.filter((heading) => heading !== '' && !known.includes(heading))
  const missing = Object.keys(required).filter((column) => !headings.includes(column))
  if (missing.length > 0) {
    const near = missing.map((column) => nearest(column, strange) ?? '-')
    const details = { column: listed(missing), nearest: listed(near) }
    throw new TongchouError('file.column-missing', `column ${details.column} is missing`, details)
  }
  const twice = known.find((column) => headings.filter((heading) => heading === column).length > 1)
  if (twice !== undefined)
    throw new TongchouError('file.column-twice', `column ${twice} stands twice`, { column: twice })
  if (unknown === 'refused' && strange.length > 0)
    throw new TongchouError('file.column-unknown', `column ${listed(strange)} is not known`, {
      column: listed(strange),
      nearest: listed(strange.map((heading) => nearest(heading, known) ?? '-')),
    })
}

const lengthFault = ({ line, cells }: TextRecord, headings: readonly string[]): TableFault[] => {
  const figures = { cells: cells.length, columns: headings.length }
  const column = headings.at(-1) ?? ''
  if (!isEmpty(cells.slice(headings.length))) return [{ line, column, code: 'file.row-too-long', figures }]
  if (cells.length >= headings.length) return []
  return [{ line, column: headings[cells.length] ?? column, code: 'file.row-too-short', figures }]
}

const rowOf = (
  record: TextRecord,
  headings: readonly string[],
  kinds: Readonly<Record<string, CellKind>>,
): Row => {
  const { line } = record
  const faults: TableFault[] = lengthFault(record, headings)
  const cells: Record<string, string> = {}
  for (const [place, column] of headings.entries()) {
    if (column === '') continue
    const read = readCell(record.cells[place] ?? '', kinds[column] ?? 'text')
    if ('text' in read) cells[column] = read.text
    else if (Object.hasOwn(kinds, column)) faults.push({ line, column, code: read.fault, figures: {} })
  }
  return { line, cells, faults }
}

/**
 * Records as rows of a table, one after the other: the headings are found, rows without any content are none, cells are
 * read by what their column holds.
 * @throws TongchouError `file.column-missing`, `file.column-twice`, `file.column-unknown`
 */
export function* rowsOf(records: Iterable<TextRecord>, columns: TableColumns): Generator<Row> {
  const kinds = { ...columns.required, ...columns.further }
  const top: TextRecord[] = []
  let headings: readonly string[] | undefined
  function* begin(): Generator<Row> {
    const found = headingsIn(top, Object.keys(columns.required))
    checkHeadings(found.headings, columns)
    headings = found.headings
    for (const record of top.slice(found.index + 1)) yield rowOf(record, found.headings, kinds)
  }
  for (const record of records) {
    if (isEmpty(record.cells)) continue
    if (headings) yield rowOf(record, headings, kinds)
    else if (top.push(record) === headingWithin) yield* begin()
  }
  if (!headings) yield* begin()
}

const startsWith = (bytes: Uint8Array, ...signature: readonly number[]): boolean =>
  signature.every((byte, place) => bytes[place] === byte)

/** Whether bytes are a workbook of Excel since 2007, which is a zip. */
export const isWorkbook = (bytes: Uint8Array): boolean => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)

const isOldWorkbook = (bytes: Uint8Array): boolean => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)

/**
 * Reads a file of text with a line of headings.
 * @throws TongchouError `file.workbook`, `file.old-workbook`, `file.encoding`, `file.encoding-unclear`, `file.malformed`,
 *   `file.column-missing`, `file.column-twice`, `file.column-unknown`
 */
export const readTextTable = (bytes: Uint8Array, columns: TableColumns, encoding?: Encoding): TextTable => {
  if (isWorkbook(bytes)) throw new TongchouError('file.workbook', 'the file is a workbook, not text')
  if (isOldWorkbook(bytes))
    throw new TongchouError('file.old-workbook', 'the file is a workbook of before 2007')
  const decoded = decodeText(bytes, encoding)
  return { rows: [...rowsOf(readDelimited(decoded.text), columns)], encoding: decoded.encoding }
}
