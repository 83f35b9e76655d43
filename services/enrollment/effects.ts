import { openServiceTable, openWorkQueue } from '#shared/edge/function/clients.ts'
import { deployedPolicy } from '#shared/edge/function/deployed-policy.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Policy } from '#shared/policy/policy.ts'

/** What the enrollment service needs from outside. */
export type Effects = {
  readonly store: Store
  readonly runs: () => Runs
  readonly policy: () => Policy
}

const { store, meter } = openServiceTable()
const { queue, queueUrl } = openWorkQueue()

/** Tells the metrics what the work since the last call cost at DynamoDB. */
export const emitCost = meter

/** The real effects, opened once a function. */
export const effects: Effects = {
  store,
  runs: () => ({ store, queue, queueUrl: queueUrl() }),
  policy: deployedPolicy,
}
