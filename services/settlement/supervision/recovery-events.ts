import { claimsRecovered } from '#shared/contracts/supervision.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { recoveryOrders } from './recovery-item.ts'

/** Events of the recoveries that a stream batch shows as recorded. */
export const toRecoveryEvents = (changes: readonly Change[]): Outgoing[] =>
  changes.flatMap(({ item, before, sequence }) => {
    if (before || !recoveryOrders.is(item)) return []
    const data = recoveryOrders.content(item)
    const event = { id: `recovery:${data.recoveryId}`, occurredOn: data.orderedOn, data }
    return [{ contract: claimsRecovered, event, sequences: [sequence] }]
  })
