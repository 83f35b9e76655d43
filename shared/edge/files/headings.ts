import type { CellKind } from '#shared/edge/files/cells.ts'
import { readCell } from '#shared/edge/files/cells.ts'
import type { TextRecord } from '#shared/edge/files/delimited.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { nearest } from '#shared/kernel/nearest.ts'

/** The columns that a file must have and those it may have besides, each with what it holds. */
export type TableColumns = {
  readonly required: Readonly<Record<string, CellKind>>
  readonly further?: Readonly<Record<string, CellKind>>
  /** What each column is called besides, as offices write it over their lists. */
  readonly headings?: Readonly<Record<string, readonly string[]>>
  /** What its sender writes over a column: it goes before what others mean by the same heading. */
  readonly ofSender?: Readonly<Record<string, readonly string[]>> | undefined
  /** What a column means that is none of these. */
  readonly unknown: 'ignored' | 'refused'
}

/** The headings of a file as they are written, and the column that each stands for; none is `''`. */
export type Headings = {
  readonly written: readonly string[]
  readonly columns: readonly string[]
  /** What is written over columns that nobody reads. */
  readonly unread: readonly string[]
}

/** What a file of bad rows says of each row besides its cells: nobody reads it when the rows are sent again. */
export const faultHeadings = { line: '行号', fault: '错误', inEnglish: 'What is wrong' } as const
const ofFaults: readonly string[] = Object.values(faultHeadings).map((each) => each.toLowerCase())

/** Whether a heading is that of a line or a fault which a file of bad rows says. */
export const isOfFaults = (heading: string): boolean => ofFaults.includes(heading.toLowerCase())

/** Headings may stand below a title and a line of who sends it. */
export const headingWithin = 10

/** What forms put around a heading: a star before or behind, `（必填）`, blanks within. */
const decoration = /^[*\s]+|[*\s]+$|[（(](?:必填|选填|必填项|选填项)[）)]/gu

/** A file that is not what it seems may have any number of headings, of any length. */
const mostUnread = 50
const longestUnread = 60

const headingOf = (cell: string): string => {
  const read = readCell(cell, 'code')
  return 'text' in read
    ? read.text.replace(decoration, '').replace(decoration, '').replace(/\s+/gu, ' ').toLowerCase()
    : cell
}

const withoutBlanks = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '').toLowerCase()

/** Each heading that a column may have: its own name, and the Chinese ones. */
const columnsByHeading = ({
  required,
  further = {},
  headings = {},
  ofSender = {},
}: TableColumns): ReadonlyMap<string, string> => {
  const columns = [...Object.keys(required), ...Object.keys(further)]
  const named = (of: (column: string) => readonly string[]) =>
    columns.flatMap((column) => of(column).map((heading) => [withoutBlanks(heading), column] as const))
  return new Map([
    ...named((column) => [column, ...(headings[column] ?? [])]),
    ...named((column) => ofSender[column] ?? []),
  ])
}

type Candidate = { readonly index: number; readonly written: readonly string[]; readonly found: number }

/** The record with the headings: of those at the top the one that has most of the wanted columns. */
const headingsAt = (
  records: readonly TextRecord[],
  byHeading: ReadonlyMap<string, string>,
  wanted: readonly string[],
): Candidate => {
  const candidates = records.slice(0, headingWithin).map(({ cells }, index): Candidate => {
    const written = cells.map(headingOf)
    const columns = new Set(written.map((heading) => byHeading.get(withoutBlanks(heading))))
    return { index, written, found: wanted.filter((column) => columns.has(column)).length }
  })
  return candidates.reduce((best, each) => (each.found > best.found ? each : best), {
    ...{ index: 0, written: records[0]?.cells.map(headingOf) ?? [], found: 0 },
  })
}

const listed = (words: readonly string[]): string => words.join(', ')

const refuseMissing = (missing: readonly string[], strange: readonly string[], of: TableColumns): void => {
  if (missing.length === 0) return
  const near = missing.map((column) => {
    const names = [column, ...(of.ofSender?.[column] ?? []), ...(of.headings?.[column] ?? [])]
    return names.map((name) => nearest(name, strange)).find((found) => found !== undefined) ?? '-'
  })
  const inChinese = missing.map((column) => {
    const [chinese] = of.headings?.[column] ?? []
    return chinese === undefined ? column : `${column} ${chinese}`
  })
  const details = { column: listed(inChinese), nearest: listed(near) }
  throw new TongchouError('file.column-missing', `column ${details.column} is missing`, details)
}

/** A column stands twice under one heading, or under two that mean the same. */
const refuseDoubled = (columns: readonly string[], written: readonly string[]): void => {
  const twice = columns.find((column, place) => column !== '' && columns.indexOf(column) !== place)
  if (twice === undefined) return
  const headings = new Set(written.filter((_, place) => columns[place] === twice))
  const column = listed([...headings])
  throw new TongchouError('file.column-twice', `column ${column} stands twice`, { column })
}

const refuseUnknown = (strange: readonly string[], known: Iterable<string>): void => {
  if (strange.length === 0) return
  const all = [...known]
  throw new TongchouError('file.column-unknown', `column ${listed(strange)} is not known`, {
    column: listed(strange),
    nearest: listed(strange.map((heading) => nearest(heading, all) ?? '-')),
  })
}

/**
 * Finds the headings among the first records of a file and reads each as a column.
 * @throws TongchouError `file.column-missing`, `file.column-twice`, `file.column-unknown`
 */
export const readHeadings = (
  records: readonly TextRecord[],
  of: TableColumns,
): Headings & { readonly index: number } => {
  const byHeading = columnsByHeading(of)
  const required = Object.keys(of.required)
  const { index, written } = headingsAt(records, byHeading, required)
  const columns = written.map((heading) => byHeading.get(withoutBlanks(heading)) ?? '')
  const unread = written.filter(
    (heading, place) => heading !== '' && columns[place] === '' && !isOfFaults(heading),
  )
  refuseMissing(
    required.filter((column) => !columns.includes(column)),
    unread,
    of,
  )
  refuseDoubled(columns, written)
  if (of.unknown === 'refused') refuseUnknown(unread, byHeading.keys())
  const raw = records[index]?.cells ?? []
  const told = unread.slice(0, mostUnread).map((heading) => heading.slice(0, longestUnread))
  return {
    index,
    columns,
    unread: told,
    written: written.map((heading, place) => raw[place]?.trim() ?? heading),
  }
}
