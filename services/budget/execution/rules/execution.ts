import type { FundYear, Month } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { Exact, quotient } from '#shared/money/rate.ts'
import type { YearCosts } from '../../cleared-cost/rules/cleared-cost.ts'
import { costTotals, partsTotal } from '../../cleared-cost/rules/cost-parts.ts'
import type { BudgetLine, Pool } from '../../ledger/rules/chart.ts'
import { budgetLines, chineseNameOf, classOf, poolOf } from '../../ledger/rules/chart.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { addMovements, executedOf } from '../../ledger/rules/movements.ts'
import { lastPeriodOf } from '../../ledger/rules/period.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import { movementsOfYear } from '../../ledger/rules/year-periods.ts'
import type { BudgetTable } from '../../planning/rules/budget.ts'
import type { Totals } from '../../planning/rules/totals.ts'
import type { Forecast } from './forecast.ts'
import { forecastLine, forecastTotals } from './forecast.ts'
import { monthsPayable } from './months-payable.ts'
import type { Liabilities } from './owed.ts'
import { committedByLine, owedIn } from './owed.ts'
import type { QuarterResult } from './quarter.ts'
import { quarterOf } from './quarter.ts'
import type { SeasonalPattern } from './seasonal-pattern.ts'
import { seasonalShare } from './seasonal-pattern.ts'

export type ExecutedLine = {
  readonly line: BudgetLine
  readonly chinese: string
  readonly kind: 'income' | 'expenditure'
  readonly pool: Pool
  readonly budget: Fen
  readonly executed: Fen
  readonly remaining: Fen
  /** Executed ÷ budget, to four decimals; null without a budget. */
  readonly share: number | null
  /** What of the year usually lies in the months so far. */
  readonly seasonalShare: number
  /** Of what is executed, still owed. */
  readonly committed: Fen
  readonly forecast: Forecast
}

export type Execution = Totals & {
  readonly through: Month
  readonly lines: readonly ExecutedLine[]
  /** The personal accounts apart; the figures beside are the pooled fund's. */
  readonly account: Totals
  readonly owed: Liabilities
  /** The pooled fund at the end of the year. */
  readonly forecast: Totals
  /** What the quarter of the last month brought so far. */
  readonly quarter: QuarterResult
  /** What the months cost the pooled fund by the year it belongs to: earlier years' clearing and corrections left out. */
  readonly cost: Fen
  readonly monthsPayable: number | null
  /** The share of the pooled expenditure budget spent, beside the share of the year; null without a budget. */
  readonly pace: { readonly spent: number; readonly seasonal: number; readonly ahead: number } | null
  readonly claims: {
    readonly settled: number
    readonly reversed: number
    readonly cost: Fen
    readonly inScope: Fen
  }
}

const isIncome = (line: BudgetLine) => classOf(line) === 'income'

/** A pool's balance at the start (with what was opened in the year), what came in and went out. */
export const poolExecution = (before: Movements, during: Movements, pool: Pool): Totals => {
  const lines = budgetLines.filter((line) => poolOf(line) === pool)
  const balance = pool === 'pooled' ? 'pooled-fund' : 'personal-accounts'
  const results = lines.map((line) => -(before[line] ?? 0))
  const opening = fen(sum(results) - (before[balance] ?? 0) - (during[balance] ?? 0))
  const income = sum(lines.filter(isIncome).map((line) => executedOf(during, line)))
  const expenditure = sum(lines.filter((line) => !isIncome(line)).map((line) => executedOf(during, line)))
  const current = fen(income - expenditure)
  return { opening, income, expenditure, current, closing: fen(opening + current) }
}

type YearSoFar = {
  readonly during: Movements
  readonly table: BudgetTable | undefined
  readonly seasonal: { readonly income: number; readonly expenditure: number }
  readonly committed: Readonly<Partial<Record<BudgetLine, Fen>>>
  readonly months: number
  readonly asBudgeted: readonly BudgetLine[]
  /** What the year's books hold of earlier years. */
  readonly ofEarlier: YearCosts['ofEarlier']
}

const executedLine = (
  line: BudgetLine,
  { during, table, seasonal, committed, months, asBudgeted, ofEarlier }: YearSoFar,
): ExecutedLine => {
  const kind = isIncome(line) ? 'income' : 'expenditure'
  const amounts: Readonly<Record<string, Fen | undefined>> = table?.[kind] ?? {}
  const budget = amounts[line] ?? 0
  const executed = executedOf(during, line)
  return {
    line,
    chinese: chineseNameOf(line),
    kind,
    pool: poolOf(line),
    budget,
    executed,
    remaining: fen(budget - executed),
    share: budget === 0 ? null : quotient(executed, budget, 4),
    seasonalShare: seasonal[kind],
    committed: committed[line] ?? 0,
    forecast: forecastLine({
      ...{ line, budget, executed, seasonalShare: seasonal[kind], months, asBudgeted },
      ofEarlier: partsTotal(ofEarlier[line]),
    }),
  }
}

const paceOf = (lines: readonly ExecutedLine[], seasonal: number) => {
  const spending = lines.filter(({ kind, pool }) => kind === 'expenditure' && pool === 'pooled')
  const budget = sum(spending.map((line) => line.budget))
  if (budget === 0) return null
  const spent = quotient(sum(spending.map(({ executed }) => executed)), budget, 4)
  return { spent, seasonal, ahead: quotient(new Exact(spent).minus(seasonal), 1, 4) }
}

const noCosts: YearCosts = { later: {}, ofEarlier: {} }

/**
 * How a year's budget is executed up to a month. Each line stands beside its budget, the season, what of it is still
 * owed and where it is going. The balances follow, with the months they would last at this year's average cost, and
 * whether spending runs ahead of the season.
 */
export const executionOf = (figures: {
  readonly year: FundYear
  readonly through: Month
  readonly periods: readonly FundPeriod[]
  readonly table: BudgetTable | undefined
  readonly pattern: SeasonalPattern
  /** Lines that are forecast as budgeted. */
  readonly asBudgeted: readonly BudgetLine[]
  /** What the books hold of earlier years, and what of a whole year is booked later. */
  readonly costs?: YearCosts
}): Execution => {
  const { year, through, periods, table, pattern, asBudgeted, costs = noCosts } = figures
  const month = Number(through.slice(5))
  const lastPeriod = lastPeriodOf(through)
  const { before, during } = movementsOfYear(periods, year, lastPeriod)
  const seasonal = {
    income: seasonalShare(pattern.income, month),
    expenditure: seasonalShare(pattern.expenditure, month),
  }
  const owed = owedIn(addMovements(before, during))
  const soFar = {
    during,
    table,
    seasonal,
    committed: committedByLine(owed, during),
    months: month,
    asBudgeted,
    ofEarlier: costs.ofEarlier,
  }
  const lines = budgetLines.map((line) => executedLine(line, soFar))
  const pooled = poolExecution(before, during, 'pooled')
  const cost = fen(
    pooled.expenditure -
      costTotals(costs.ofEarlier, 'pooled').expenditure +
      (month === 12 ? costTotals(costs.later, 'pooled').expenditure : 0),
  )
  const counted = periods.filter(({ period }) => yearOf(period) === year && period <= lastPeriod)
  const count = (name: keyof FundPeriod['counts']) => sum(counted.map(({ counts }) => counts[name]))
  return {
    through,
    ...pooled,
    lines: lines.filter(({ budget, executed }) => budget !== 0 || executed !== 0),
    account: poolExecution(before, during, 'account'),
    owed,
    forecast: forecastTotals(
      pooled.opening,
      lines.filter(({ pool }) => pool === 'pooled'),
    ),
    quarter: quarterOf(periods, through),
    cost,
    monthsPayable: monthsPayable({ balance: pooled.closing, expenditure: cost, months: month }),
    pace: paceOf(lines, seasonal.expenditure),
    claims: {
      settled: count('claims'),
      reversed: count('reversals'),
      cost: count('cost'),
      inScope: count('inScope'),
    },
  }
}
