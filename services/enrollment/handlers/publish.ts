import { openBus } from '#shared/edge/clients.ts'
import { publish } from '#shared/edge/publish.ts'
import { toEvents } from '../adapters/outbox.ts'

/** The outbox: changed coverage and entitlement become events. */
export const handler = publish(toEvents, openBus())
