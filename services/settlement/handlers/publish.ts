import { publish } from '#shared/edge/events/publish.ts'
import { openBus } from '#shared/edge/function/clients.ts'
import { outbox } from '../outbox.ts'

export const handler = publish(outbox, openBus())
