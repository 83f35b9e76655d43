import { policyChangePriced } from '#shared/contracts/settlement.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import type { PricedItem } from './priced-item.ts'
import { toldOfPricing } from './priced-item.ts'

/** Events of the pricings that a stream batch shows as done. */
export const toPricedEvents = (changes: readonly Change[]): Outgoing[] =>
  changes.flatMap(({ item, before, sequence }) => {
    if (before || item.kind !== 'policy-change-priced') return []
    const { told, pricedOn } = toldOfPricing(item as unknown as PricedItem)
    const event = { id: `pricing:${told.pricingId}`, occurredOn: pricedOn, data: told }
    return [{ contract: policyChangePriced, event, sequences: [sequence] }]
  })
