import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openEffects } from '#shared/edge/function/service-effects.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import { deployed } from '#shared/edge/function/surroundings.ts'

/** What the contribution service needs from outside. */
export type Effects = ServiceEffects

/** The same for its worker, which reads the files that are sent. */
export type WorkEffects = Effects & { readonly files: Bucket }

/** The effects of a function, over what it has around it. */
export const effectsOf: (around: Surroundings) => Effects = openEffects

/** The real effects, opened once a function. */
export const effects = effectsOf(deployed)
