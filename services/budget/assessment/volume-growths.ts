import type { Day, FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { ItemFields } from '../keys.ts'
import { volumeGrowthKey, volumeGrowthPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'

/** By how much an office verified that an institution's volume grew, where the claims of two years do not say it. */
export type VerifiedGrowth = {
  readonly institution: string
  readonly year: FundYear
  readonly growth: string
  readonly reason: string
  readonly by: string
  readonly on: Day
}

type GrowthRecord = VerifiedGrowth & Fund

const growths = defineRecord<GrowthRecord, Fund & Pick<VerifiedGrowth, 'year' | 'institution'>>({
  kind: 'volume-growth',
  key: ({ year, institution, ...fund }) => volumeGrowthKey(fund, year, institution),
})

/** Records a verified growth, once; refused where another one stands. */
export const recordGrowth = async (
  store: Store,
  fund: Fund,
  verified: VerifiedGrowth,
): Promise<Decision<VerifiedGrowth>> => {
  const written = await store.write([growths.create({ ...fund, ...verified })])
  const existing = written.status === 'rejected' ? written.failed[0]?.existing : undefined
  if (!existing) return accept(verified)
  const { pk, sk, kind, city, scheme, ...stands }: GrowthRecord & ItemFields = growths.from(existing)
  const { growth, on } = stands
  return growth === verified.growth
    ? accept(stands)
    : refuse('volume-growth.verified-otherwise', { figures: { growth, on } })
}

/** Who verified growth of a fund year's institutions. */
export const growthVerifiers = (store: Store, fund: Fund, year: FundYear): Promise<string[]> =>
  Array.fromAsync(store.list({ pk: volumeGrowthPartition(fund, year) }), (item) => growths.from(item).by)

/** The verified growth of a fund year's institutions, where one was recorded. */
export const readGrowths = async (store: Store, fund: Fund, year: FundYear): Promise<Map<string, string>> => {
  const found = store.list({ pk: volumeGrowthPartition(fund, year) })
  return new Map(await Array.fromAsync(found, ({ sk, growth }) => [sk, String(growth)] as const))
}
