import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { BudgetLine } from '../../ledger/rules/chart.ts'
import { budgetLines, poolOf } from '../../ledger/rules/chart.ts'
import type { Totals } from '../../planning/rules/totals.ts'

/** What a row of the printed budget table is called: a head of it, a part of a head, or a sum. */
export const tableHeads = [
  ...['premiums', 'employers', 'individuals', 'large-sum', 'medical-aid-paid', 'subsidies', 'centre'],
  'province',
  ...['cities', 'counties', 'interest', 'transfers-in', 'other-income', 'income-subtotal'],
  ...['subsidy-from-above', 'remittance-from-below', 'income-sum', 'opening', 'total'],
  ...['benefits', 'stays', 'outpatients', 'maternity', 'to-accounts', 'serious-illness', 'transfers-out'],
  ...['other-expenditure', 'expenditure-subtotal', 'subsidy-to-below', 'remittance-to-above'],
  ...['expenditure-sum', 'current', 'closing'],
] as const
export type TableHead = (typeof tableHeads)[number]

const chinese: Readonly<Record<TableHead, string>> = {
  premiums: '医疗保险费收入',
  employers: '单位缴费',
  individuals: '个人缴费',
  'large-sum': '大额医疗保费收入',
  'medical-aid-paid': '城乡医疗救助资助',
  subsidies: '财政补贴收入',
  centre: '中央财政补助',
  province: '省级财政补助',
  cities: '市级财政补助',
  counties: '县级财政补助',
  interest: '利息收入',
  'transfers-in': '转移收入',
  'other-income': '其他收入',
  'income-subtotal': '本年收入小计',
  'subsidy-from-above': '上级补助收入',
  'remittance-from-below': '下级上解收入',
  'income-sum': '本年收入合计',
  opening: '上年结余',
  total: '总计',
  benefits: '待遇支出',
  stays: '住院费用',
  outpatients: '门诊费用',
  maternity: '生育津贴',
  'to-accounts': '划入个人账户支出',
  'serious-illness': '大病保险支出',
  'transfers-out': '转移支出',
  'other-expenditure': '其他支出',
  'expenditure-subtotal': '本年支出小计',
  'subsidy-to-below': '补助下级支出',
  'remittance-to-above': '上解上级支出',
  'expenditure-sum': '本年支出合计',
  current: '本年收支结余',
  closing: '年末滚存结余',
}

type Head = { readonly head: TableHead; readonly of: readonly BudgetLine[]; readonly parts?: readonly Head[] }

const incomeHeads: readonly Head[] = [
  {
    head: 'premiums',
    of: ['employer-premium', 'individual-premium', 'large-sum-premium', 'medical-aid-premium'],
    parts: [
      { head: 'employers', of: ['employer-premium'] },
      { head: 'individuals', of: ['individual-premium'] },
      { head: 'large-sum', of: ['large-sum-premium'] },
      { head: 'medical-aid-paid', of: ['medical-aid-premium'] },
    ],
  },
  {
    head: 'subsidies',
    of: ['centre-subsidy', 'province-subsidy', 'city-subsidy', 'county-subsidy'],
    parts: [
      { head: 'centre', of: ['centre-subsidy'] },
      { head: 'province', of: ['province-subsidy'] },
      { head: 'cities', of: ['city-subsidy'] },
      { head: 'counties', of: ['county-subsidy'] },
    ],
  },
  { head: 'interest', of: ['interest'] },
  { head: 'transfers-in', of: ['transfer-in'] },
  { head: 'other-income', of: ['late-fees', 'other-income'] },
]

const expenditureHeads: readonly Head[] = [
  {
    head: 'benefits',
    of: ['inpatient', 'outpatient', 'chronic-special', 'maternity-allowance'],
    parts: [
      { head: 'stays', of: ['inpatient'] },
      { head: 'outpatients', of: ['outpatient', 'chronic-special'] },
      { head: 'maternity', of: ['maternity-allowance'] },
    ],
  },
  { head: 'to-accounts', of: ['allocated-to-accounts'] },
  { head: 'serious-illness', of: ['serious-illness-premium'] },
  { head: 'transfers-out', of: ['transfer-out'] },
  { head: 'other-expenditure', of: ['other-expenditure'] },
]

/** What the levels give each other stands between the two sums, and in neither head above. */
const betweenLevels: readonly BudgetLine[] = ['upper-level-subsidy', 'upper-level-remittance']

/** The lines of the pooled fund that no head holds; there is none. */
export const linesOutside: readonly BudgetLine[] = budgetLines.filter(
  (line) =>
    poolOf(line) === 'pooled' &&
    !betweenLevels.includes(line) &&
    ![...incomeHeads, ...expenditureHeads].some(({ of }) => of.includes(line)),
)

/** Amounts of the pooled fund in a year by line, and its totals. */
export type TableYear = {
  readonly lines: Readonly<Partial<Record<BudgetLine, Fen>>>
  readonly totals: Totals
}

/** A cell of the table: what last year came to, and what this year is planned; `×` where the table has no cell. */
export type TableCell = {
  readonly head: TableHead
  readonly chinese: string
  readonly part: boolean
  readonly last: Fen | '×' | null
  readonly budget: Fen | '×'
}

export type TableRow = { readonly income: TableCell | null; readonly expenditure: TableCell | null }

type Years = { readonly last: TableYear | undefined; readonly budget: TableYear }

const amountOf = ({ lines }: TableYear, of: readonly BudgetLine[]): Fen =>
  sum(of.map((line) => lines[line] ?? 0))

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/** Numbers the heads of one side as the table prints them; parts and the grand total carry no number. */
const numbered = (cells: readonly TableCell[]): readonly TableCell[] => {
  let number = 0
  return cells.map((cell) => {
    if (cell.part) return { ...cell, chinese: `其中：${cell.chinese}` }
    if (cell.head === 'total') return cell
    number += 1
    return { ...cell, chinese: `${numerals[number - 1]}、${cell.chinese}` }
  })
}

const sideOf = (heads: readonly Head[], { last, budget }: Years) => {
  const cell = (head: TableHead, of: (year: TableYear) => Fen, part = false): TableCell => ({
    ...{ head, chinese: chinese[head], part },
    ...{ last: last ? of(last) : null, budget: of(budget) },
  })
  const none = (head: TableHead): TableCell => ({
    ...{ head, chinese: chinese[head], part: false, last: '×', budget: '×' },
  })
  const isUsed = ({ of }: Head) =>
    amountOf(budget, of) !== 0 || (last !== undefined && amountOf(last, of) !== 0)
  const cells = heads.flatMap((head) => [
    cell(head.head, (year) => amountOf(year, head.of)),
    ...(head.parts ?? [])
      .filter(isUsed)
      .map((part) => cell(part.head, (year) => amountOf(year, part.of), true)),
  ])
  return { cell, none, cells }
}

const padded = (one: readonly TableCell[], to: number): readonly (TableCell | null)[] => [
  ...one,
  ...Array.from({ length: Math.max(0, to - one.length) }, () => null),
]

/**
 * The printed table of a fund's budget (收支预算表): 小计 stands without what the levels of government give each other, 合计
 * with it; both sides come to the same 总计. A city has no level below it, so these rows have no cell.
 */
export const officialTable = (years: Years): readonly TableRow[] => {
  const income = sideOf(incomeHeads, years)
  const expenditure = sideOf(expenditureHeads, years)
  const without = (of: keyof Totals, line: BudgetLine) => (year: TableYear) =>
    year.totals[of] - amountOf(year, [line])
  const left = numbered([
    ...income.cells,
    income.cell('income-subtotal', without('income', 'upper-level-subsidy')),
    income.cell('subsidy-from-above', (year) => amountOf(year, ['upper-level-subsidy'])),
    income.none('remittance-from-below'),
    income.cell('income-sum', ({ totals }) => totals.income),
    income.cell('opening', ({ totals }) => totals.opening),
    income.cell('total', ({ totals }) => sum([totals.income, totals.opening])),
  ])
  const right = numbered([
    ...expenditure.cells,
    expenditure.cell('expenditure-subtotal', without('expenditure', 'upper-level-remittance')),
    expenditure.none('subsidy-to-below'),
    expenditure.cell('remittance-to-above', (year) => amountOf(year, ['upper-level-remittance'])),
    expenditure.cell('expenditure-sum', ({ totals }) => totals.expenditure),
    expenditure.cell('current', ({ totals }) => totals.current),
    expenditure.cell('closing', ({ totals }) => totals.closing),
    expenditure.cell('total', ({ totals }) => sum([totals.expenditure, totals.closing])),
  ])
  // Both sums stand on the same line, and so do both totals.
  const above = Math.max(income.cells.length, expenditure.cells.length)
  const lines = (side: readonly TableCell[], own: number) => [
    ...padded(side.slice(0, own), above),
    ...side.slice(own, own + 4),
  ]
  const end = (side: readonly TableCell[], own: number) => side.slice(own + 4)
  const [leftEnd, rightEnd] = [end(left, income.cells.length), end(right, expenditure.cells.length)]
  const blank = Array.from({ length: rightEnd.length - leftEnd.length }, () => null)
  const leftAll = [...lines(left, income.cells.length), ...blank, ...leftEnd]
  const rightAll = [...lines(right, expenditure.cells.length), ...rightEnd]
  return rightAll.map((each, at) => ({ income: leftAll[at] ?? null, expenditure: each }))
}
