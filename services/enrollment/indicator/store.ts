import type { Month } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { DecidingHand } from '../person/rules/insured.ts'

/** Which count of a month holds: the last that somebody asked for. Without one it is the schedule's. */
export type CountOfMonth = {
  readonly month: Month
  readonly runId: string
  readonly asked: DecidingHand
  readonly version: number
}

export const countsOfMonths = defineRecord<CountOfMonth, Pick<CountOfMonth, 'month'>>({
  kind: 'count-of-month',
  key: ({ month }) => ({ pk: `INDICATORS#${month}`, sk: 'COUNT' }),
})
