import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { poolExecution } from '../../execution/rules/execution.ts'
import type { BudgetLine, Pool } from '../../ledger/rules/chart.ts'
import { budgetLines, chineseNameOf, classOf, poolOf } from '../../ledger/rules/chart.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { executedOf } from '../../ledger/rules/movements.ts'
import { lastPeriodOf } from '../../ledger/rules/period.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import { movementsOfYear } from '../../ledger/rules/year-periods.ts'
import type { Totals } from '../../planning/rules/totals.ts'

/** A line of the statement: what it came to in the month, and from January through the month. */
export type StatementLine = {
  readonly line: BudgetLine
  readonly chinese: string
  readonly kind: 'income' | 'expenditure'
  readonly month: Fen
  readonly year: Fen
}

/** One pool's income and expenditure; `opening` of `month` is the balance when the month began. */
export type PoolStatement = {
  readonly lines: readonly StatementLine[]
  readonly month: Totals
  readonly year: Totals
}

export type IncomeStatement = { readonly pooled: PoolStatement; readonly account: PoolStatement }

const linesOf = (pool: Pool, ofMonth: Movements, ofYear: Movements): StatementLine[] =>
  budgetLines
    .filter((line) => poolOf(line) === pool && (ofMonth[line] !== undefined || ofYear[line] !== undefined))
    .map((line) => ({
      line,
      chinese: chineseNameOf(line),
      kind: classOf(line) === 'income' ? 'income' : 'expenditure',
      month: executedOf(ofMonth, line),
      year: executedOf(ofYear, line),
    }))

/**
 * The statutory statement of income and expenditure (收支表) of a fund through a month, the pooled fund and personal
 * accounts apart: `closing = opening + income − expenditure`, for the month and for the year so far.
 */
export const incomeStatement = (
  periods: readonly FundPeriod[],
  year: FundYear,
  month: Month,
): IncomeStatement => {
  const { before, during } = movementsOfYear(periods, year, lastPeriodOf(month))
  const untilMonth = periods.filter(({ period }) => period < month)
  const earlier = movementsOfYear(untilMonth, year)
  const ofMonth = movementsOfYear(
    periods.filter(({ period }) => period >= month),
    year,
    lastPeriodOf(month),
  ).during
  const ofPool = (pool: Pool): PoolStatement => {
    const opening = poolExecution(earlier.before, earlier.during, pool).closing
    const moved = poolExecution({}, ofMonth, pool)
    const atStart = opening + moved.opening
    return {
      lines: linesOf(pool, ofMonth, during),
      month: { ...moved, opening: atStart, closing: atStart + moved.current },
      year: poolExecution(before, during, pool),
    }
  }
  return { pooled: ofPool('pooled'), account: ofPool('account') }
}
