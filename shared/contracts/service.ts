import type { EventContract } from '#shared/contracts/define-event.ts'
import type { ImportKind } from '#shared/contracts/files.ts'

/** A run that the scheduler starts: the input goes to the service's work queue. Times are in Asia/Shanghai. */
export type Schedule = {
  readonly name: string
  readonly cron: string
  readonly input: Readonly<Record<string, string>>
}

/** The task of the message that starts the nightly check of a service's records. */
export const checkAllRecords = 'check-all-records'
/** The task of its units, and what their findings are counted under. */
export const checkRecords = 'check-records'

/** The nightly check of a service's records, in the small hours. */
export const nightlyCheck = (cron: string): Schedule => ({
  name: checkRecords,
  cron,
  input: { task: checkAllRecords, dueAt: '<aws.scheduler.scheduled-time>' },
})

/** What a service needs from the platform, said once for infrastructure and code. */
export type ServiceDeclaration = {
  readonly name: string
  /** Global secondary indexes, each keyed by `<index>pk` and `<index>sk`. */
  readonly indexes: readonly string[]
  /** Those of the indexes that hold keys only: an item that keeps its place in them costs nothing more when it changes. */
  readonly keysOnly?: readonly string[]
  /** The events that reach its inbox. */
  readonly consumes: readonly Pick<EventContract, 'source' | 'detailType' | 'pattern'>[]
  /**
   * Those of them that only count: they wait in a queue of their own, so that after an outage what decides a hospital's
   * answer is applied before them.
   */
  readonly counts?: readonly Pick<EventContract, 'source' | 'detailType' | 'pattern'>[]
  /** The kinds of recorded items that become events: the table's stream shows its publisher these and no others. */
  readonly publishes: readonly string[]
  /** Whether it has runs: a work queue and `handlers/work.ts`. */
  readonly work: boolean
  /** Its routes, `POST /v1/…`, for which the API asks no token, since an operation knows its caller by a signature. */
  readonly withoutToken?: readonly string[]
  readonly schedules: readonly Schedule[]
  /**
   * Whether it keeps what its table must not show: it has a key of its own, which wraps its data keys. `door`: nobody but
   * its API opens what is kept.
   */
  readonly secrets?: boolean | 'door'
  /** Whether other services may ask it for something while they answer: `handlers/answer.ts`. */
  readonly answers?: boolean
  /** The services whose `answer` its API asks. */
  readonly asks?: readonly string[]
  /** The services whose `answer` its worker asks. */
  readonly workAsks?: readonly string[]
  /** The kinds of files that reach it from the bucket: its worker has a task for each new object. */
  readonly imports?: readonly ImportKind[]
  /** Whether its API and its worker keep files of their own in the bucket. */
  readonly keepsFiles?: boolean
  /** Whether its API shows what came by the bus and nobody knows: one service does. */
  readonly showsUnknown?: boolean
  /** Whether its worker writes files that everybody may read, and `handlers/disclose.ts` answers with them. */
  readonly discloses?: boolean
  /** Operations that count `Violations` of invariants in its metrics; each has an alarm. */
  readonly checks?: readonly string[]
  /** What it counts in its metrics that somebody has to know at once; each has an alarm. */
  readonly tells?: readonly {
    readonly metric: string
    readonly operation: string
    readonly meaning: string
    /** The section of the runbook. */
    readonly section: 'a-line-passed-its-budget' | 'a-fund-is-warned-of'
  }[]
}

/** The kinds of items a service publishes, for an outbox that says of each what it tells. */
export type PublishedKind<Service extends ServiceDeclaration> = Service['publishes'][number]

/** Whether items of a kind are published by a service. */
export const isPublished = <Service extends ServiceDeclaration>(
  { publishes }: Service,
  kind: unknown,
): kind is PublishedKind<Service> => publishes.some((each) => each === kind)
