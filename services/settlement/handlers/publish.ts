import { publish } from '#shared/edge/events/publish.ts'
import { openBus } from '#shared/edge/function/clients.ts'
import { toEvents } from '../outbox.ts'

export const handler = publish(toEvents, openBus())
