import type { Day, FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { lateCostKey } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { CostOfYear } from './rules/cleared-cost.ts'
import { costsOfYear } from './rules/cleared-cost.ts'
import { costTotals } from './rules/cost-parts.ts'
import { sameAmounts } from './rules/same-amounts.ts'
import type { YearCleared } from './rules/year-cleared.ts'
import { listCosts, readYearCleared } from './store.ts'

/** What came to a year's income and cost after it was cleared: a gap that was shared of it rests on other figures. */
export type LateCost = {
  readonly fund: Fund
  readonly year: FundYear
  /** The day on which the first of it was booked that nobody has decided on. */
  readonly since: Day
  readonly income: Fen
  readonly expenditure: Fen
  /** What was last decided, and of how much; absent until somebody decides. */
  readonly decided?: { readonly number: number; readonly income: Fen; readonly expenditure: Fen }
  readonly version: number
}

export const lateCosts = defineRecord<LateCost, Pick<LateCost, 'fund' | 'year'>>({
  kind: 'late-cost',
  key: ({ fund, year }) => lateCostKey(fund, year),
})

/** Whether what is told is what was decided on: more or less of it is to be decided anew. */
export const isDecided = ({ decided, ...told }: LateCost): boolean =>
  decided !== undefined && sameAmounts(decided, told)

/** What all costs of a year come to now, beyond what was recorded when it was cleared. */
export const costsSince = (
  cleared: Pick<YearCleared, 'year' | 'income' | 'expenditure'>,
  all: readonly CostOfYear[],
): Pick<LateCost, 'income' | 'expenditure'> => {
  const { later, ofEarlier } = costsOfYear(all, cleared.year)
  const [ofYear, others] = [costTotals(later, 'pooled'), costTotals(ofEarlier, 'pooled')]
  return {
    income: fen(ofYear.income - others.income - cleared.income),
    expenditure: fen(ofYear.expenditure - others.expenditure - cleared.expenditure),
  }
}

/**
 * Tells what came to a year after it was cleared, counted anew from all that stands beside the books: told twice it is the
 * same. Nothing where the year is not cleared, or nothing came.
 */
export const tellLateCosts = (
  store: Store,
  { fund, year, on }: { readonly fund: Fund; readonly year: FundYear; readonly on: Day },
): Promise<true> =>
  retryConflicts(async () => {
    const cleared = await readYearCleared(store, fund, year)
    if (!cleared) return true
    const before = await lateCosts.read(store, { fund, year })
    const now = costsSince(cleared, await listCosts(store, fund))
    const { income, expenditure } = before ?? { income: 0, expenditure: 0 }
    if (income === now.income && expenditure === now.expenditure) return true
    const version = before?.version ?? 0
    const since = before && !isDecided(before) ? before.since : on
    const told = { ...before, fund, year, since, ...now, version: version + 1 }
    return (await store.write([lateCosts.replace(told, version)])).status === 'written' ? true : undefined
  })
