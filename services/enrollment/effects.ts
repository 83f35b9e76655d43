import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openEffects } from '#shared/edge/function/service-effects.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import type { Secrets } from './person/secrets.ts'

/** What enrolment needs from outside, where nobody is named. */
export type BaseEffects = ServiceEffects

/** What enrolment needs from outside. */
export type Effects = BaseEffects & { readonly secrets: Secrets }

/** The same for its worker, which reads the files that are sent. */
export type WorkEffects = Effects & { readonly files: Bucket }

/** The effects of a function, over what it has around it; `composed.ts` has what arises among them recorded too. */
export const effectsOf: (around: Surroundings) => BaseEffects = openEffects
