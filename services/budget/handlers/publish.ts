import { publish } from '#shared/edge/publish.ts'
import { toEvents } from '../adapters/outbox.ts'
import { bus } from '../effects.ts'

export const handler = publish(toEvents, bus)
