import { policyChangePriced } from '#shared/contracts/settlement.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { pricedChanges } from './priced-item.ts'

/** Events of the pricings that a stream batch shows as done. */
export const toPricedEvents = (changes: readonly Change[]): Outgoing[] =>
  changes.flatMap(({ item, before, sequence }) => {
    if (before || !pricedChanges.is(item)) return []
    const { pricedOn, ...data } = pricedChanges.content(item)
    const event = { id: `pricing:${data.pricingId}`, occurredOn: pricedOn, data }
    return [{ contract: policyChangePriced, event, sequences: [sequence] }]
  })
