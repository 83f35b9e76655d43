import type { FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOf, yearOf } from '#shared/calendar/day.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { costsOfYear } from '../cleared-cost/rules/cleared-cost.ts'
import { listCosts } from '../cleared-cost/store.ts'
import type { Effects } from '../effects.ts'
import { readPeriods } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { FundPeriod } from '../ledger/rules/year-periods.ts'
import { tableInForce } from '../planning/rules/budget.ts'
import { readBudget } from '../planning/store.ts'
import type { Execution } from './rules/execution.ts'
import { executionOf } from './rules/execution.ts'
import { asBudgetedLines } from './rules/forecast.ts'
import { seasonalPatterns } from './rules/seasonal-pattern.ts'

/** How far a fund's year is executed through a month; through the last month with movements when none is named. */
export const fundExecution = async (
  effects: Effects,
  fund: Fund,
  year: FundYear,
  wanted?: Month,
): Promise<Execution> =>
  executionIn(effects, fund, { year, wanted, periods: await readPeriods(effects.store, fund, `${year}-14`) })

/** The same, of periods that were read. */
export const executionIn = async (
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
  fund: Fund,
  {
    year,
    wanted,
    periods,
  }: {
    readonly year: FundYear
    readonly wanted?: Month | undefined
    readonly periods: readonly FundPeriod[]
  },
): Promise<Execution> => {
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
    costs: costsOfYear(await listCosts(store, fund), year, through),
  })
}
