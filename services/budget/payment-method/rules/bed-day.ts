import { daysBetween } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Method } from '../../agreement/rules/payment-terms.ts'
import type { Case } from './case.ts'

export type BedDayRates = Extract<Method, { kind: 'bed-day' }>['rates']

/** Days of a stay: each night one, and a stay within a day one. A stay of which the days are not known is one day. */
export const daysOfStay = ({ medical }: Pick<Case, 'medical'>): number => {
  const { admittedOn, dischargedOn } = medical ?? {}
  if (admittedOn === undefined || dischargedOn === undefined) return 1
  return Math.max(1, daysBetween(admittedOn, dischargedOn))
}

/** What a stay of so many days is paid: each day by the rate of the day it is. */
export const bedDayPayment = (days: number, rates: BedDayRates): Fen => {
  let paid = 0
  let from = 0
  for (const { throughDay = days, perDay } of rates) {
    const to = Math.max(from, Math.min(days, throughDay))
    paid = fen(paid + (to - from) * perDay)
    from = to
  }
  return paid
}
