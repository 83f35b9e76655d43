import type { Day, Month } from '#shared/calendar/day.ts'
import type { Employment } from '#shared/contracts/fields.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
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

/** A city's part of a count that is finished: what other services are told of it, once. */
export type InsuredCount = {
  readonly city: CityCode
  readonly month: Month
  readonly on: Day
  /** Which count of the month it is, from 1; the highest holds. */
  readonly revision: number
  readonly insured: readonly {
    readonly scheme: Scheme
    readonly employment: Employment
    readonly persons: number
  }[]
  readonly entitled: readonly { readonly scheme: Scheme; readonly persons: number }[]
}

export const insuredCounts = defineRecord<InsuredCount>({
  kind: 'insured-counted',
  key: ({ month, city, revision }) => ({
    pk: `INDICATORS#${month}`,
    sk: `COUNTED#${city}#${String(revision).padStart(4, '0')}`,
  }),
})
