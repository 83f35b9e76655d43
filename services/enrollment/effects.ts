import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openEffects } from '#shared/edge/function/service-effects.ts'

/** What enrolment needs from outside. */
export type Effects = ServiceEffects

/** The real effects, opened once a function. */
export const effects: Effects = openEffects()
