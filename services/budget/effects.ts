import type { MeteredStore } from '#shared/edge/function/clients.ts'
import { openBus, openServiceTable } from '#shared/edge/function/clients.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openEffects } from '#shared/edge/function/service-effects.ts'

/** What this service needs from outside; tests give their own. */
export type Effects = ServiceEffects & {
  /** Claims are posted through a client of their own, so that what a claim costs is not mixed with other events. */
  readonly postings: MeteredStore
}

/** The real effects, opened once a function. */
export const effects: Effects = { ...openEffects(), postings: openServiceTable() }
export const bus = openBus()
