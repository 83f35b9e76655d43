import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openEffects } from '#shared/edge/function/service-effects.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'

/** What the adjustment fund needs from outside. */
export type Effects = ServiceEffects

/** The effects of a function, over what it has around it; `composed.ts` has what arises among them recorded too. */
export const effectsOf: (around: Surroundings) => Effects = openEffects
