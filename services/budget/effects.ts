import { openBus, openServiceTable, openWorkQueue } from '#shared/edge/function/clients.ts'
import { deployedPolicy } from '#shared/edge/function/deployed-policy.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Policy } from '#shared/policy/policy.ts'

/** What the handlers of this service act on; tests give their own. */
export type Effects = {
  readonly store: Store
  readonly policy: () => Policy
  /** Starts a run on this service's work queue, or goes on with it. */
  readonly runs: () => Runs
}

const { store, meter } = openServiceTable()
const { queue, queueUrl } = openWorkQueue()

export const effects: Effects = {
  store,
  policy: deployedPolicy,
  runs: () => ({ store, queue, queueUrl: queueUrl() }),
}
export { meter }

/** Claims are posted through a client of their own, so that what a claim costs is not mixed with other events. */
export const postings = openServiceTable()
export type Postings = typeof postings
export const bus = openBus()
