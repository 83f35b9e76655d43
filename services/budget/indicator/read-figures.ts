import type { Month } from '#shared/calendar/day.ts'
import { addMonths, lastDayOf, yearOf } from '#shared/calendar/day.ts'
import type { provinceCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { readPools } from '../clearing/store.ts'
import type { Effects } from '../effects.ts'
import { executionIn } from '../execution/fund-execution.ts'
import { seasonalPatterns, seasonalShare } from '../execution/rules/seasonal-pattern.ts'
import { listStated } from '../income/stated-months.ts'
import { standingPartition } from '../keys.ts'
import { readPeriods } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { FundPeriod } from '../ledger/rules/year-periods.ts'
import { standings } from '../monthly-settlement/statements.ts'
import { levelDifferenceAim, policyScopeAims } from './rules/aims.ts'
import type { Frame } from './rules/definitions.ts'
import type { Figures } from './rules/figures.ts'
import { collectionFigures, headFigures, ledgerFigures, pointFigures, quotaFigures } from './rules/figures.ts'
import { readHeads } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/** What a division's figures of a month are measured against. */
export const frameAt = (
  { policy }: Pick<Effects, 'policy'>,
  { city, scheme }: { readonly city: Fund['city'] | typeof provinceCode; readonly scheme: Scheme },
  month: Month,
): Frame => {
  const moment = { on: lastDayOf(month), city }
  const months = Number(month.slice(5))
  const pattern = tableAt(policy(), 'budget.seasonal_pattern', moment, seasonalPatterns)[scheme]
  return {
    ...{ scheme, months },
    seasonal: seasonalShare(pattern.expenditure, months),
    aims: {
      policyScope: tableAt(policy(), 'indicator.policy_scope_aim', moment, policyScopeAims)[scheme],
      levelDifference: tableAt(policy(), 'indicator.level_difference', moment, levelDifferenceAim),
    },
  }
}

/** Contributions are looked at over twelve months: residents pay their year before it begins. */
const collectedMonths = 12

/**
 * Works out the figures of a fund's month from its own books and the counters beside them. What is read grows with the
 * fund's months, lines and institutions; no claim is looked at, however many there are.
 */
export const readFigures = async (
  effects: Needs,
  fund: Fund,
  { month, periods }: { readonly month: Month; readonly periods: readonly FundPeriod[] },
): Promise<Figures> => {
  const { store } = effects
  const year = yearOf(month)
  const [execution, heads, stated, own, pools] = await Promise.all([
    executionIn(effects, fund, { year, wanted: month, periods }),
    readHeads(store, fund, month),
    listStated(store, fund, addMonths(month, 1 - collectedMonths), month),
    Array.fromAsync(standings.list(store, standingPartition(fund, year))),
    readPools(store, fund, year - 1),
  ])
  return {
    ...ledgerFigures(execution, periods, { year, month }),
    ...headFigures(heads?.insured ?? []),
    ...collectionFigures(stated),
    ...quotaFigures(own),
    ...pointFigures(pools),
  }
}

/** The periods that a month's figures are read from. */
export const periodsThrough = (effects: Pick<Effects, 'store'>, fund: Fund, month: Month) =>
  readPeriods(effects.store, fund, `${yearOf(month)}-14`)
