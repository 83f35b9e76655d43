import type { Day } from '#shared/calendar/day.ts'
import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { pricingKey, pricingPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'

/** A pricing as it was told, and the day it was asked for. */
export type RecordedPricing = PolicyChangePriced & { readonly pricedOn: Day }

const policyPricings = defineRecord<RecordedPricing, Fund & { readonly pricingId: string }>({
  kind: 'policy-pricing',
  key: (of) => pricingKey(of, of.pricingId),
})

/** Keeps a pricing; one that is kept already stays, since it never changes. */
export const recordPricing = async (
  store: Store,
  pricing: PolicyChangePriced,
  pricedOn: Day,
): Promise<void> => {
  await store.write([policyPricings.create({ ...pricing, pricedOn })])
}

/** A fund's pricing; undefined when none of that id was told of it. */
export const readPricing = (
  store: Store,
  fund: Fund,
  pricingId: string,
): Promise<RecordedPricing | undefined> => policyPricings.read(store, { ...fund, pricingId })

/** A page of a fund's pricings. */
export const pagePricings = async (
  store: Store,
  fund: Fund,
  page: { readonly limit: number; readonly cursor?: string },
) => {
  const { records, ...next } = await policyPricings.page(store, pricingPartition(fund), page)
  return { pricings: records, ...next }
}
