import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openEffects } from '#shared/edge/function/service-effects.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import { deployed } from '#shared/edge/function/surroundings.ts'

/** What the adjustment fund needs from outside. */
export type Effects = ServiceEffects

/** The effects of a function, over what it has around it. */
export const effectsOf: (around: Surroundings) => Effects = openEffects

/** The real effects, opened once a function. */
export const effects = effectsOf(deployed)
