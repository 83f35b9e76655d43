import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openEffects } from '#shared/edge/function/service-effects.ts'

/** What the contribution service needs from outside. */
export type Effects = ServiceEffects

/** The same for its worker, which reads the files that are sent. */
export type WorkEffects = Effects & { readonly files: Bucket }

/** The real effects, opened once a function. */
export const effects: Effects = openEffects()
