import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import type { Journal } from '#shared/edge/journal/journal.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import type { Meter } from '#shared/edge/store/request-meter.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { ServiceQueue } from '#shared/edge/watch/service-queue.ts'
import type { Policy } from '#shared/policy/policy.ts'

/** What every service needs from outside; tests give their own. */
export type ServiceEffects = {
  readonly store: Store
  /** Starts runs on the service's work queue, or goes on with them. */
  readonly runs: () => Runs
  /** The queues that whoever watches the service sees. */
  readonly watched: () => readonly ServiceQueue[]
  /** The queue of what is published once more; the worker alone gives to it. */
  readonly outboxUrl?: () => string
  readonly policy: () => Policy
  readonly journal: Journal
  /** Tells the metrics what work cost at the database. */
  readonly meter: Meter
}

/** The effects of a function, opened once. */
export const openEffects = ({ openTable, openWorkQueue, policy }: Surroundings): ServiceEffects => {
  const { store, meter } = openTable()
  const { queue, queueUrl, watched, outboxUrl } = openWorkQueue()
  return {
    ...{ store, meter, policy, watched, outboxUrl },
    runs: () => ({ store, queue, queueUrl: queueUrl() }),
    journal: openJournal(openTable('JOURNAL_TABLE_NAME').store),
  }
}
