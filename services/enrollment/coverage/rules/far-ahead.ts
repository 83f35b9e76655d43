import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { refusal } from '../../refusals.ts'

/** How far ahead a change may be announced: next year's residents enrol in this year's last quarter. */
const daysAhead = 366

/** Why a change may not be announced today for the day that a field names. */
export const farAheadFault = (on: Day, field: 'from' | 'on', today: Day): Refusal | undefined => {
  const latest = addDays(today, daysAhead)
  return on > latest ? refusal('enrollment.too-far-ahead', { field, figures: { latest } }) : undefined
}

/** Why a death or a return may not be recorded for a day: it is still to come. */
export const aheadFault = (on: Day, today: Day): Refusal | undefined =>
  on > today ? refusal('enrollment.too-far-ahead', { field: 'on', figures: { latest: today } }) : undefined
