import { composedOver } from '#shared/edge/watch/marking-waits.ts'
import { effectsOf as over } from './effects.ts'
import { whatWaits } from './night/what-waits.ts'

export const { effectsOf, effects } = composedOver(over, whatWaits)
