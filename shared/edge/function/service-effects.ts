import { openServiceTable, openWorkQueue } from '#shared/edge/function/clients.ts'
import { deployedPolicy } from '#shared/edge/function/deployed-policy.ts'
import type { Journal } from '#shared/edge/journal/journal.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import type { Meter } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Policy } from '#shared/policy/policy.ts'

/** What every service needs from outside; tests give their own. */
export type ServiceEffects = {
  readonly store: Store
  /** Starts runs on the service's work queue, or goes on with them. */
  readonly runs: () => Runs
  readonly policy: () => Policy
  readonly journal: Journal
  /** Tells the metrics what work cost at the database. */
  readonly meter: Meter
}

/** The real effects, opened once a function. */
export const openEffects = (): ServiceEffects => {
  const { store, meter } = openServiceTable()
  const { queue, queueUrl } = openWorkQueue()
  return {
    store,
    meter,
    runs: () => ({ store, queue, queueUrl: queueUrl() }),
    policy: deployedPolicy,
    journal: openJournal(openServiceTable('JOURNAL_TABLE_NAME').store),
  }
}
