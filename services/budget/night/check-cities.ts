import type { CheckResult } from '#shared/edge/runs/tell-violations.ts'
import { joinFindings } from '#shared/edge/runs/tell-violations.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Overdue } from '#shared/kernel/wait.ts'
import { citiesSettleByTwo, citiesSettleOnce } from '../city-settlement/invariants.ts'
import type { UnproposedMonth } from '../city-settlement/unproposed-months.ts'
import { startUnproposedMonths } from '../city-settlement/unproposed-months.ts'
import { citySettlementPartition, fundPartition, periodPrefix } from '../keys.ts'

/** The months that wait too long to be proposed. */
type LateMonths = (months: readonly UnproposedMonth[]) => readonly Overdue[]

/**
 * Compares the cities with each other, once a night with the province's books: what settlements took with what the closed
 * months of all cities owe. Only settlements and the counters of months are read, some thousands in many years.
 */
export const checkCities = async (
  store: Store,
  lateMonths: LateMonths = () => [],
): Promise<Pick<CheckResult, 'checked' | 'violations'> & { readonly overdue: readonly Overdue[] }> => {
  const checks = [citiesSettleOnce, citiesSettleByTwo].map((invariant) => invariant.start())
  const months = startUnproposedMonths()
  const listings = schemes.flatMap((scheme) => [
    // The settlements first: the months that they took were closed before them, and are read as they are now.
    { pk: citySettlementPartition(scheme) },
    ...cities.map(({ code: city }) => ({ pk: fundPartition({ city, scheme }), prefix: periodPrefix })),
  ])
  for (const listing of listings)
    for await (const item of store.list(listing)) for (const each of [...checks, months]) each.see(item)
  const found = joinFindings(checks.map((check) => check.finish()))
  return { ...found, overdue: lateMonths(months.finish()) }
}
