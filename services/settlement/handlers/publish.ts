import { openBus } from '#shared/edge/clients.ts'
import { publish } from '#shared/edge/publish.ts'
import { toSettledEvents } from '../commands/settled-events.ts'

/** The outbox: what was settled and reversed, in groups. */
export const handler = publish(toSettledEvents, openBus())
