import { publish } from '#shared/edge/events/publish.ts'
import { openBus } from '#shared/edge/function/clients.ts'
import { toSettledEvents } from '../claim/settled-events.ts'
import { toPricedEvents } from '../pricing/priced-events.ts'
import { toRecoveryEvents } from '../supervision/recovery-events.ts'

/** The outbox: what was settled, reversed and corrected, in groups; what was recovered or priced, one by one. */
export const handler = publish(
  (changes) => [...toSettledEvents(changes), ...toRecoveryEvents(changes), ...toPricedEvents(changes)],
  openBus(),
)
