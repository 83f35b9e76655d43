import type { Day } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'

/** Since when something waits, and the last day on which it may. */
export type Waiting = { readonly since: Day; readonly until: Day }

/**
 * Something that may wait, but not for ever: money that nobody has placed, a payment that failed. No figure is wrong while
 * it waits, so it breaks no invariant; the night's check counts what waits too long, and an alarm tells of it.
 */
export type Wait = {
  readonly id: string
  /** What may wait, and for how long. */
  readonly rule: string
  /** Nothing where the record does not wait. */
  readonly waits: (item: RecordedItem) => Waiting | undefined
}

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
