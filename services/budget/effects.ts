import type { MeteredStore } from '#shared/edge/function/clients.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openEffects } from '#shared/edge/function/service-effects.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'

/** What this service needs from outside; tests give their own. */
export type Effects = ServiceEffects & {
  /** Claims are posted through a client of their own, so that what a claim costs is not mixed with other events. */
  readonly postings: MeteredStore
}

/** The effects of a function, over what it has around it; `composed.ts` has what arises among them recorded too. */
export const effectsOf = (around: Surroundings): Effects => ({
  ...openEffects(around),
  postings: around.openTable(),
})
