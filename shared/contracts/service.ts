import type { EventContract } from '#shared/contracts/define-event.ts'

/** A run that the scheduler starts: the input goes to the service's work queue. Times are in Asia/Shanghai. */
export type Schedule = {
  readonly name: string
  readonly cron: string
  readonly input: Readonly<Record<string, string>>
}

/** What a service needs from the platform, said once for infrastructure and code. */
export type ServiceDeclaration = {
  readonly name: string
  /** Global secondary indexes, each keyed by `<index>pk` and `<index>sk`. */
  readonly indexes: readonly string[]
  /** The events that reach its inbox. */
  readonly consumes: readonly Pick<EventContract, 'source' | 'detailType' | 'pattern'>[]
  /** Whether it has runs: a work queue and `handlers/work.ts`. */
  readonly work: boolean
  readonly schedules: readonly Schedule[]
}
