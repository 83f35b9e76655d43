import { publish } from '#shared/edge/events/publish.ts'
import { openBus } from '#shared/edge/function/clients.ts'
import type { WithBus } from '#shared/edge/function/surroundings.ts'
import { toEvents } from '../outbox.ts'

export const compose = (around: WithBus) => publish(toEvents, around.openBus())

export const handler = compose({ openBus })
