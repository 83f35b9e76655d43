import { publish } from '#shared/edge/events/publish.ts'
import { toEvents } from '../adapters/outbox.ts'
import { bus } from '../effects.ts'

export const handler = publish(toEvents, bus)
