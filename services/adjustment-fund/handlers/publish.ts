import { openBus } from '#shared/edge/clients.ts'
import { publish } from '#shared/edge/publish.ts'
import { toEvents } from '../adapters/outbox.ts'

/** The outbox: assessed levies and paid allocations become events. */
export const handler = publish(toEvents, openBus())
