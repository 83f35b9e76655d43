import { publish } from '#shared/edge/events/publish.ts'
import { openBus } from '#shared/edge/function/clients.ts'
import { toPricedEvents } from '../commands/pricing/priced-events.ts'
import { toSettledEvents } from '../commands/settled-events.ts'
import { toRecoveryEvents } from '../commands/supervision/recovery-events.ts'

/** The outbox: what was settled, reversed and corrected, in groups; what was recovered or priced, one by one. */
export const handler = publish(
  (changes) => [...toSettledEvents(changes), ...toRecoveryEvents(changes), ...toPricedEvents(changes)],
  openBus(),
)
