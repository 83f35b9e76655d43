import { openBus, openServiceTable, openWorkQueue } from '#shared/edge/function/clients.ts'
import { deployedPolicy } from '#shared/edge/function/deployed-policy.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Policy } from '#shared/policy/policy.ts'

/** Tells the metrics what an operation cost since the last one, and for how many cases. */
export type Meter = (operation: string, cases: number) => void

/** What this service needs from outside; tests give their own. */
export type Effects = {
  readonly store: Store
  readonly policy: () => Policy
  /** Starts a run on this service's work queue, or goes on with it. */
  readonly runs: () => Runs
  readonly meter: Meter
  /** Claims are posted through a client of their own, so that what a claim costs is not mixed with other events. */
  readonly postings: { readonly store: Store; readonly meter: Meter }
}

const { store, meter } = openServiceTable()
const { queue, queueUrl } = openWorkQueue()

/** The real effects, opened once a function. */
export const effects: Effects = {
  store,
  policy: deployedPolicy,
  runs: () => ({ store, queue, queueUrl: queueUrl() }),
  meter,
  postings: openServiceTable(),
}
export const bus = openBus()
