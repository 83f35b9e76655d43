import type { FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOf, yearOf } from '#shared/calendar/day.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { readBudget } from '../../adapters/budgets.ts'
import { readPeriods } from '../../adapters/periods.ts'
import { tableInForce } from '../../domain/budget/budget.ts'
import type { Execution } from '../../domain/execution/execution.ts'
import { executionOf } from '../../domain/execution/execution.ts'
import { asBudgetedLines } from '../../domain/execution/forecast.ts'
import { seasonalPatterns } from '../../domain/execution/seasonal-pattern.ts'
import type { Fund } from '../../domain/fund.ts'
import type { Effects } from '../../effects.ts'

/** How far a fund's year is executed through a month; through the last month with movements when none is named. */
export const fundExecution = async (
  { store, policy }: Effects,
  fund: Fund,
  year: FundYear,
  wanted?: Month,
): Promise<Execution> => {
  const periods = await readPeriods(store, fund, `${year}-14`)
  const december = `${year}-12`
  const moved = periods.findLast(({ period }) => yearOf(period) === year && period <= december)
  const through = wanted ?? moved?.period ?? december
  const { budget } = await readBudget(store, fund, year)
  const moment = { on: firstDayOf(through), city: fund.city }
  const patterns = tableAt(policy(), 'budget.seasonal_pattern', moment, seasonalPatterns)
  const table = tableInForce(budget)
  const asBudgeted = tableAt(policy(), 'budget.forecast_as_budgeted', moment, asBudgetedLines)
  return executionOf({
    year,
    through,
    periods,
    table,
    pattern: patterns[fund.scheme],
    asBudgeted: asBudgeted[fund.scheme],
  })
}
