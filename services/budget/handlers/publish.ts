import { publish } from '#shared/edge/events/publish.ts'
import { bus } from '../effects.ts'
import { toEvents } from '../outbox.ts'

export const handler = publish(toEvents, bus)
