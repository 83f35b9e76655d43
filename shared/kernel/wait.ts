import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Phrase } from '#shared/kernel/language.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'

/** Since when something waits, the last day on which it may, and the money that waits with it. */
export type Waiting = { readonly since: Day; readonly until: Day; readonly amount?: Fen }

/**
 * Something that may wait, but not for ever: money that nobody has placed, a payment that failed. No figure is wrong while
 * it waits, so it breaks no invariant; the night's check counts what waits too long, and an alarm tells of it.
 */
export type Wait = {
  readonly id: string
  /** What may wait, and for how long. */
  readonly rule: string
  /** What waits, in a list of what is to be done; absent where it is nobody's work before it is late. */
  readonly work?: Phrase
  /** Whose work it is: a city's or the province's, as the kind of the record declares it; the province's where absent. */
  readonly city?: (item: RecordedItem) => string
  /** `npm run verify` ends with 1 while it waits too long. */
  readonly isStuck?: true
  /** Nothing where the record does not wait. */
  readonly waits: (item: RecordedItem) => Waiting | undefined
}

/** The last day of what is told as work and never late: nothing is wrong with it, but nobody looked at it twice either. */
export const neverLate: Day = '9999-12-31'

/** What waits since a day for so many days at most, as the policy says; its money where there is some. */
export const waitingFor = (policy: Policy, key: string, since: Day, amount?: Fen): Waiting => ({
  since,
  until: addDays(since, numberAt(policy, key, { on: since })),
  ...(amount === undefined ? {} : { amount }),
})

/** Something that waits too long, at one place. */
export type Overdue = Waiting & { readonly wait: string; readonly where: string }

/** What of a record waits too long on a day. */
export const overdueOf = (item: RecordedItem, waits: readonly Wait[], on: Day): Overdue[] =>
  waits.flatMap((wait) => {
    const waiting = wait.waits(item)
    return waiting && waiting.until < on
      ? [{ wait: wait.id, where: `${item.pk} ${item.sk}`, ...waiting }]
      : []
  })
