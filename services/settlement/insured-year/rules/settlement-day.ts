import type { Day } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { refusal } from '../../refusals.ts'

/**
 * Looks at the day a sender says something was settled or reversed on. Business time comes with the command, so that a
 * year can be replayed, but never from the future.
 */
export const refuseFuture = (day: Day, today: Day, field: string): Refusal | undefined =>
  day > today ? refusal('claim.in-future', { field, figures: { on: day, today } }) : undefined
