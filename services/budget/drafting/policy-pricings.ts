import type { Day } from '#shared/calendar/day.ts'
import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { pricingKey, pricingPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'

const pricingOf = ({ pk: _, sk: __, kind: ___, pricedOn, ...pricing }: Stored) => ({
  ...(pricing as unknown as PolicyChangePriced),
  pricedOn: pricedOn as Day,
})
/** A pricing as it was told, and the day it was asked for. */
export type RecordedPricing = ReturnType<typeof pricingOf>

/** Keeps a pricing; one that is kept already stays, since it never changes. */
export const recordPricing = async (
  store: Store,
  pricing: PolicyChangePriced,
  pricedOn: Day,
): Promise<void> => {
  const key = pricingKey(pricing, pricing.pricingId)
  await store.write([{ kind: 'create', item: { ...key, kind: 'policy-pricing', ...pricing, pricedOn } }])
}

/** A fund's pricing; undefined when none of that id was told of it. */
export const readPricing = async (
  store: Store,
  fund: Fund,
  pricingId: string,
): Promise<RecordedPricing | undefined> => {
  const found = await store.get(pricingKey(fund, pricingId))
  return found && pricingOf(found)
}

/** A page of a fund's pricings. */
export const pagePricings = async (
  store: Store,
  fund: Fund,
  page: { readonly limit: number; readonly cursor?: string },
) => {
  const { items, cursor } = await store.page({ pk: pricingPartition(fund), ...page })
  return { pricings: items.map(pricingOf), ...(cursor === undefined ? {} : { cursor }) }
}
