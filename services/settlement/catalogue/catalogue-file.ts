import type * as z from 'zod'
import { isDay } from '#shared/calendar/day.ts'
import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badCell } from '#shared/edge/files/bad-cell.ts'
import type { CellKind } from '#shared/edge/files/cells.ts'
import type { Encoding } from '#shared/edge/files/encoding.ts'
import { firstNamesOf } from '#shared/edge/files/first-names.ts'
import type { Row } from '#shared/edge/files/table.ts'
import { readTextTable } from '#shared/edge/files/table.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { refusal, table } from '../refusals.ts'
import type { DatedEntry } from './rules/catalogue.ts'
import { catalogueEntry } from './rules/catalogue.ts'

const requiredColumns = {
  code: 'code',
  name: 'text',
  list_type: 'text',
  class: 'code',
  first_self_pay: 'number',
  price_limit: 'number',
  from: 'day',
  to: 'day',
} as const satisfies Record<string, CellKind>

/** Columns a file may have besides: limits by hospital level, and the restrictions of payment. */
const furtherColumns = {
  price_limit_1: 'number',
  price_limit_2: 'number',
  price_limit_3: 'number',
  item_class: 'text',
  levels: 'code',
  diagnoses: 'code',
  sex: 'code',
  age_from: 'number',
  age_to: 'number',
  most_quantity: 'number',
  most_days: 'number',
  on_breach: 'code',
} as const satisfies Record<string, CellKind>

type Column = keyof typeof requiredColumns | keyof typeof furtherColumns

/** What offices and the national catalogues write over the columns. */
const headings = {
  code: ['医保目录编码', '目录编码', '项目编码', '国家医保编码', '国家编码', '药品代码', '医保编码'],
  name: ['医保目录名称', '目录名称', '项目名称', '药品名称', '注册名称', '名称'],
  list_type: ['目录类别', '目录类型'],
  class: ['甲乙类', '收费项目等级', '支付类别', '医保等级', '类别'],
  first_self_pay: ['先行自付比例', '自付比例', '首自付比例', '个人先行自付比例'],
  price_limit: ['支付限价', '最高支付限价', '医保支付标准', '限价', '支付标准'],
  from: ['开始日期', '生效日期', '起始日期', '执行日期'],
  to: ['结束日期', '失效日期', '终止日期'],
  price_limit_1: ['一级限价', '一级医院限价', '一级医疗机构限价'],
  price_limit_2: ['二级限价', '二级医院限价', '二级医疗机构限价'],
  price_limit_3: ['三级限价', '三级医院限价', '三级医疗机构限价'],
  item_class: ['医疗收费项目类别', '收费项目类别', '费用类别'],
  levels: ['限医院等级', '限机构等级', '医院等级'],
  diagnoses: ['限诊断', '限病种', '适应症诊断编码'],
  sex: ['限性别', '性别限制', '性别'],
  age_from: ['最小年龄', '限年龄下限', '年龄下限'],
  age_to: ['最大年龄', '限年龄上限', '年龄上限'],
  most_quantity: ['最大数量', '限数量', '数量上限'],
  most_days: ['最大天数', '限天数', '天数上限'],
  on_breach: ['违反处理', '超限处理'],
} as const satisfies Readonly<Record<Column, readonly string[]>>

export const tableColumns = {
  required: requiredColumns,
  further: furtherColumns,
  headings,
  unknown: 'refused',
} as const

/** So many rows are taken in one call, a file or a part of one: packed, they are well below the size of an item. */
export const mostRowsAtOnce = 5_000

/** A row that cannot be taken: where, and why. */
export type BadRow = BadCell

export type CatalogueFile = {
  readonly entries: readonly (DatedEntry & { readonly line: number })[]
  readonly bad: readonly BadRow[]
  /** How many rows it has, good and bad. */
  readonly rows: number
  readonly encoding: Encoding
  /** The first names as they were read, by which a wrong encoding shows. */
  readonly firstNames: readonly string[]
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
type RowOutcome = { readonly entry: Entry } | { readonly bad: readonly BadRow[] }

const badRow = (
  line: number,
  column: Column,
  code: Parameters<typeof refusal>[0],
  [fault, faultZh]: readonly [english: string, chinese: string],
): BadRow => badCell({ line, column }, refusal(code, { figures: { fault, faultZh } }), table)

/** What is wrong with an entry; what is wrong between class and share is told of the share. */
const asBadRow = (line: number, issue: z.core.$ZodIssue): BadRow => {
  const [field = 'firstSelfPaid', of] = issue.path.filter((step) => step !== 'restriction').map(String)
  const column = columnOf[`${field}.${of}`] ?? columnOf[field] ?? 'code'
  const { reasonZh } = schemaFault({ issues: [issue] } as z.ZodError)
  return badRow(line, column, 'catalogue.bad-value', [issue.message, reasonZh])
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

const byLevel = (cell: Cell): boolean =>
  filledFields({ 1: cell('price_limit_1'), 2: cell('price_limit_2'), 3: cell('price_limit_3') }) !== undefined

const limitTwice = ['say the limit for all levels or by level', '统一限价与分级限价只填一种'] as const

const datesFaults = (line: number, from: string, to: string | null): BadRow[] => {
  if (!isDay(from))
    return [badRow(line, 'from', 'catalogue.bad-date', [`not a day: ${from}`, `不是日期：${from}`])]
  return to !== null && (!isDay(to) || to < from)
    ? [
        badRow(line, 'to', 'catalogue.bad-date', [
          `not a day from ${from} on: ${to}`,
          `不是自 ${from} 起的日期：${to}`,
        ]),
      ]
    : []
}

const entryFields = (cell: Cell) => {
  const entryClass = chineseClasses[cell('class')] ?? cell('class')
  const share =
    Number(cell('first_self_pay')) === Number(impliedShare[entryClass]) ? '' : cell('first_self_pay')
  return {
    code: cell('code'),
    name: cell('name'),
    class: entryClass,
    firstSelfPaid: share === '' ? undefined : share,
    priceLimit: priceLimitOf(cell),
    itemClass: cell('item_class') || undefined,
    restriction: restrictionOf(cell),
  }
}

/** A cell's first fault is enough: what could not be read at all is not judged again. */
const oncePerColumn = (bad: readonly BadRow[]): BadRow[] =>
  bad.filter(({ column }, index) => bad.findIndex((other) => other.column === column) === index)

const readRow = (row: Row): RowOutcome => {
  const { line } = row
  const cell: Cell = (column) => row.cells[column] ?? ''
  const parsed = catalogueEntry.safeParse(entryFields(cell))
  const from = cell('from')
  const to = cell('to') === '' ? null : cell('to')
  const bad = oncePerColumn([
    ...row.faults.map((fault) => badCell(fault, fault, table)),
    ...(cell('price_limit') !== '' && byLevel(cell)
      ? [badRow(line, 'price_limit', 'catalogue.bad-value', limitTwice)]
      : []),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => asBadRow(line, issue))),
    ...datesFaults(line, from, to),
  ])
  if (!parsed.success || bad.length > 0) return { bad }
  return { entry: { ...parsed.data, name: cell('name'), listType: cell('list_type'), from, to, line } }
}

/** What is said when a code and first day stand in a file, or in the parts of one, twice. */
export const duplicateRow = (line: number, identity: string): BadRow =>
  badRow(line, 'code', 'catalogue.said-twice', [identity.replace('\t', ' '), identity.replace('\t', ' ')])

type RowsRead = Pick<CatalogueFile, 'entries' | 'bad'>

/** Reads the rows of one file, piece by piece: it remembers which code and first day it has seen. */
export const catalogueReader = (): ((rows: readonly Row[]) => RowsRead) => {
  const seen = new Set<string>()
  return (rows) => {
    const entries: Entry[] = []
    const bad: BadRow[] = []
    for (const row of rows) {
      const outcome = readRow(row)
      if ('bad' in outcome) bad.push(...outcome.bad)
      else if (isRepeated(outcome.entry, seen)) bad.push(duplicateRow(row.line, identityOf(outcome.entry)))
      else entries.push(outcome.entry)
    }
    return { entries, bad }
  }
}

/**
 * Reads a catalogue file: dated entries, and everything that is wrong with the rows that cannot be taken.
 * @throws TongchouError as `readTextTable` does
 */
export const readCatalogueFile = (bytes: Uint8Array, named?: Encoding): CatalogueFile => {
  const { rows, encoding } = readTextTable(bytes, tableColumns, named)
  return { ...catalogueReader()(rows), rows: rows.length, encoding, firstNames: firstNamesOf(rows) }
}

const identityOf = ({ code, from }: Entry): string => `${code}\t${from}`

const isRepeated = (entry: Entry, seen: Set<string>): boolean => {
  const before = seen.size
  return seen.add(identityOf(entry)).size === before
}
