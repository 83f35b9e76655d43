import type * as z from 'zod'
import { isDay } from '#shared/calendar/day.ts'
import type { Row } from '#shared/edge/files/csv.ts'
import { decodeText, readCsv } from '#shared/edge/files/csv.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { DatedEntry } from './rules/catalogue.ts'
import { catalogueEntry } from './rules/catalogue.ts'

const requiredColumns = [
  'code',
  'name',
  'list_type',
  'class',
  'first_self_pay',
  'price_limit',
  'from',
  'to',
] as const

/** Columns a file may have besides: limits by hospital level, and the restrictions of payment. */
const furtherColumns = [
  'price_limit_1',
  'price_limit_2',
  'price_limit_3',
  'item_class',
  'levels',
  'diagnoses',
  'sex',
  'age_from',
  'age_to',
  'most_quantity',
  'most_days',
  'on_breach',
] as const

/** The columns of a catalogue file. Lists of levels and diagnoses are separated by `|`. */
export const catalogueColumns = [...requiredColumns, ...furtherColumns] as const
type Column = (typeof catalogueColumns)[number]

/** So many rows are taken in one call, a file or a part of one: packed, they are well below the size of an item. */
export const mostRowsAtOnce = 5_000

/** A row that cannot be taken, and why. */
export type BadRow = {
  readonly line: number
  readonly column: Column
  readonly code: string
  readonly reason: string
}

export type CatalogueFile = {
  readonly entries: readonly (DatedEntry & { readonly line: number })[]
  readonly bad: readonly BadRow[]
}

const chineseClasses: Readonly<Record<string, string>> = { 甲: 'A', 乙: 'B', 丙: 'C' }
const chineseSexes: Readonly<Record<string, string>> = { 男: 'male', 女: 'female' }

/** What class A and C mean by themselves may also be written out: nothing, or all, is first paid by the patient. */
const impliedShare: Readonly<Record<string, string>> = { A: '0', C: '1' }

/** The column of a field of an entry, by its path. */
const columnOf: Readonly<Record<string, Column>> = {
  code: 'code',
  name: 'name',
  class: 'class',
  firstSelfPaid: 'first_self_pay',
  priceLimit: 'price_limit',
  'priceLimit.1': 'price_limit_1',
  'priceLimit.2': 'price_limit_2',
  'priceLimit.3': 'price_limit_3',
  itemClass: 'item_class',
  levels: 'levels',
  diagnoses: 'diagnoses',
  sex: 'sex',
  ageFrom: 'age_from',
  ageTo: 'age_to',
  mostQuantity: 'most_quantity',
  mostDays: 'most_days',
  onBreach: 'on_breach',
}

type Entry = CatalogueFile['entries'][number]
type RowOutcome = { readonly entry: Entry } | { readonly bad: BadRow }

const badRow = ({ line }: Row, column: Column, code: string, reason: string): RowOutcome => ({
  bad: { line, column, code, reason },
})

/** The first thing wrong with an entry; what is wrong between class and share is told of the share. */
const asBadRow = (row: Row, issue: z.core.$ZodIssue | undefined): RowOutcome => {
  const [field = 'firstSelfPaid', of] = (issue?.path ?? [])
    .filter((step) => step !== 'restriction')
    .map(String)
  const column = columnOf[`${field}.${of}`] ?? columnOf[field] ?? 'code'
  return badRow(row, column, 'catalogue.bad-value', issue?.message ?? 'not readable')
}

type Cell = (column: Column) => string

/** The fields whose cells are not empty. */
const filledFields = (fields: Readonly<Record<string, string | readonly (string | number)[] | number>>) => {
  const filled = Object.entries(fields).filter(([, value]) => value !== '' && value !== 0)
  return filled.length === 0 ? undefined : Object.fromEntries(filled)
}

const splitList = (text: string): readonly string[] | '' =>
  text === '' ? '' : text.split('|').map((each) => each.trim())
const numeric = (text: string): number | '' => (text === '' ? '' : Number(text))

const priceLimitOf = (cell: Cell) =>
  filledFields({ 1: cell('price_limit_1'), 2: cell('price_limit_2'), 3: cell('price_limit_3') }) ??
  (cell('price_limit') || undefined)

const restrictionOf = (cell: Cell) => {
  const levels = splitList(cell('levels'))
  return filledFields({
    levels: levels === '' ? '' : levels.map(Number),
    diagnoses: splitList(cell('diagnoses').toUpperCase()),
    sex: chineseSexes[cell('sex')] ?? cell('sex'),
    ageFrom: numeric(cell('age_from')),
    ageTo: numeric(cell('age_to')),
    mostQuantity: numeric(cell('most_quantity')),
    mostDays: numeric(cell('most_days')),
    onBreach: cell('on_breach'),
  })
}

const readRow = (row: Row): RowOutcome => {
  const cell: Cell = (column) => row.cells[column] ?? ''
  const entryClass = chineseClasses[cell('class')] ?? cell('class')
  const share =
    Number(cell('first_self_pay')) === Number(impliedShare[entryClass]) ? '' : cell('first_self_pay')
  if (
    cell('price_limit') !== '' &&
    filledFields({ 1: cell('price_limit_1'), 2: cell('price_limit_2'), 3: cell('price_limit_3') })
  )
    return badRow(row, 'price_limit', 'catalogue.bad-value', 'say the limit for all levels or by level')
  const parsed = catalogueEntry.safeParse({
    code: cell('code'),
    name: cell('name'),
    class: entryClass,
    firstSelfPaid: share === '' ? undefined : share,
    priceLimit: priceLimitOf(cell),
    itemClass: cell('item_class') || undefined,
    restriction: restrictionOf(cell),
  })
  if (!parsed.success) return asBadRow(row, parsed.error.issues[0])
  const from = cell('from')
  const to = cell('to') === '' ? null : cell('to')
  if (!isDay(from)) return badRow(row, 'from', 'catalogue.bad-date', `not a day: ${from}`)
  if (to !== null && (!isDay(to) || to < from))
    return badRow(row, 'to', 'catalogue.bad-date', `not a day from ${from} on: ${to}`)
  const { line } = row
  return { entry: { ...parsed.data, name: cell('name'), listType: cell('list_type'), from, to, line } }
}

/** What is said when a code and first day stand in a file, or in the parts of one, twice. */
export const duplicateRow = (line: number, identity: string): BadRow => ({
  line,
  column: 'code',
  code: 'catalogue.said-twice',
  reason: `${identity.replace('\t', ' ')} stands in the file twice`,
})

/**
 * Reads a catalogue file, CSV in UTF-8 or GB18030: dated entries, and the rows that cannot be taken with line and column.
 * @throws TongchouError `file.encoding`, `file.malformed`, `file.column-missing`, `file.column-unknown`
 */
export const readCatalogueFile = (bytes: Uint8Array): CatalogueFile => {
  const rows = readCsv(decodeText(bytes), requiredColumns)
  const unknown = Object.keys(rows[0]?.cells ?? {}).find(
    (column) => !(catalogueColumns as readonly string[]).includes(column),
  )
  if (unknown !== undefined)
    throw new TongchouError('file.column-unknown', `column ${unknown} is not known`, { column: unknown })
  const entries: Entry[] = []
  const bad: BadRow[] = []
  const seen = new Set<string>()
  for (const row of rows) {
    const outcome = readRow(row)
    if ('bad' in outcome) bad.push(outcome.bad)
    else if (isRepeated(outcome.entry, seen)) bad.push(duplicateRow(row.line, identityOf(outcome.entry)))
    else entries.push(outcome.entry)
  }
  return { entries, bad }
}

const identityOf = ({ code, from }: Entry): string => `${code}\t${from}`

const isRepeated = (entry: Entry, seen: Set<string>): boolean => {
  const before = seen.size
  return seen.add(identityOf(entry)).size === before
}
