import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { volumeGrowthKey, volumeGrowthPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'

/** By how much an office verified that an institution's volume grew, where the claims of two years do not say it. */
export type VerifiedGrowth = {
  readonly institution: string
  readonly year: FundYear
  readonly growth: string
  readonly reason: string
  readonly by: string
  readonly on: Day
}

/** Records a verified growth, once; answers the one that stands. */
export const recordGrowth = async (
  store: Store,
  fund: Fund,
  verified: VerifiedGrowth,
): Promise<VerifiedGrowth> => {
  const key = volumeGrowthKey(fund, verified.year, verified.institution)
  const written = await store.write([
    { kind: 'create', item: { ...key, kind: 'volume-growth', ...fund, ...verified } },
  ])
  const existing = written.status === 'rejected' ? written.failed[0]?.existing : undefined
  if (!existing) return verified
  const { pk, sk, kind, city, scheme, ...stands } = existing
  return stands as unknown as VerifiedGrowth
}

/** The verified growth of a fund year's institutions, where one was recorded. */
export const readGrowths = async (store: Store, fund: Fund, year: FundYear): Promise<Map<string, string>> => {
  const found = store.list({ pk: volumeGrowthPartition(fund, year) })
  return new Map(await Array.fromAsync(found, ({ sk, growth }) => [sk, String(growth)] as const))
}
