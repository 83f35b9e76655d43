import type * as z from 'zod'
import { isDay } from '#shared/calendar/day.ts'
import type { Row } from '#shared/edge/csv.ts'
import { catalogueEntry } from '../domain/catalogue.ts'
import type { DatedEntry } from '../domain/dated-catalogue.ts'

/** The columns of a catalogue file. */
export const catalogueColumns = [
  'code',
  'name',
  'list_type',
  'class',
  'first_self_pay',
  'price_limit',
  'from',
  'to',
] as const
type Column = (typeof catalogueColumns)[number]

/** A row that cannot be taken, and why. */
export type BadRow = {
  readonly line: number
  readonly column: Column
  readonly code: string
  readonly reason: string
}

export type CatalogueFile = { readonly entries: readonly DatedEntry[]; readonly bad: readonly BadRow[] }

const chineseClasses: Readonly<Record<string, string>> = { 甲: 'A', 乙: 'B', 丙: 'C' }

/** What class A and C mean by themselves may also be written out: nothing, or all, is first paid by the patient. */
const impliedShare: Readonly<Record<string, string>> = { A: '0', C: '1' }

const columnOf: Readonly<Record<string, Column>> = {
  code: 'code',
  name: 'name',
  class: 'class',
  firstSelfPaid: 'first_self_pay',
  priceLimit: 'price_limit',
}

type RowOutcome = { readonly entry: DatedEntry } | { readonly bad: BadRow }

const badRow = ({ line }: Row, column: Column, code: string, reason: string): RowOutcome => ({
  bad: { line, column, code, reason },
})

/** The first thing wrong with an entry; what is wrong between class and share is told of the share. */
const asBadRow = (row: Row, issue: z.core.$ZodIssue | undefined): RowOutcome => {
  const column = columnOf[String(issue?.path[0] ?? 'firstSelfPaid')] ?? 'code'
  return badRow(row, column, 'catalogue.bad-value', issue?.message ?? 'not readable')
}

const readRow = (row: Row): RowOutcome => {
  const cell = (column: Column): string => row.cells[column] ?? ''
  const entryClass = chineseClasses[cell('class')] ?? cell('class')
  const share =
    Number(cell('first_self_pay')) === Number(impliedShare[entryClass]) ? '' : cell('first_self_pay')
  const parsed = catalogueEntry.safeParse({
    code: cell('code'),
    name: cell('name'),
    class: entryClass,
    ...(share === '' ? {} : { firstSelfPaid: share }),
    ...(cell('price_limit') === '' ? {} : { priceLimit: cell('price_limit') }),
  })
  if (!parsed.success) return asBadRow(row, parsed.error.issues[0])
  const from = cell('from')
  const to = cell('to') === '' ? null : cell('to')
  if (!isDay(from)) return badRow(row, 'from', 'catalogue.bad-date', `not a day: ${from}`)
  if (to !== null && (!isDay(to) || to < from))
    return badRow(row, 'to', 'catalogue.bad-date', `not a day from ${from} on: ${to}`)
  return { entry: { ...parsed.data, name: cell('name'), listType: cell('list_type'), from, to } }
}

/** Reads the rows of a catalogue file: dated entries, and the rows that cannot be taken with line and column. */
export const readCatalogueFile = (rows: readonly Row[]): CatalogueFile => {
  const entries: DatedEntry[] = []
  const bad: BadRow[] = []
  const seen = new Set<string>()
  for (const row of rows) {
    const outcome = readUnseen(row, seen)
    if ('entry' in outcome) entries.push(outcome.entry)
    else bad.push(outcome.bad)
  }
  return { entries, bad }
}

const readUnseen = (row: Row, seen: Set<string>): RowOutcome => {
  const outcome = readRow(row)
  if ('bad' in outcome) return outcome
  const identity = `${outcome.entry.code} ${outcome.entry.from}`
  if (seen.has(identity))
    return badRow(row, 'code', 'catalogue.said-twice', `${identity} stands in the file twice`)
  seen.add(identity)
  return outcome
}
