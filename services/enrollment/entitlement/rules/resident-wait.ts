import * as z from 'zod'
import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, addMonths, firstDayOf, firstDayOfYear, lastDayOf, monthOf } from '#shared/calendar/day.ts'

/** How long a resident waits who did not enrol in the window or let their cover lapse: a table of the policy. */
export const residentWaitRule = z.strictObject({
  /** Months everyone waits who enrolled outside the window or lapsed. */
  fixedMonths: z.int().min(0),
  /** Further months for each missed year after those that the fixed wait stands for. */
  monthsPerMissedYear: z.int().min(0),
  /** How many missed years the fixed wait stands for. */
  missedYearsInFixed: z.int().min(0),
  /** Months that paying the individual standard of one missed year takes off the further months. */
  monthsOffPerRepaidYear: z.int().min(0),
  /** A lapse this long keeps a least wait, whatever is repaid. */
  longLapse: z.strictObject({ years: z.int().min(1), atLeastMonths: z.int().min(0) }),
  /** Years before this one are not counted as missed. */
  countsFrom: z.int(),
  /** A payment in the year itself needs no wait until the end of this month; 0: it always does. */
  noWaitThroughMonth: z.int().min(0).max(12).default(0),
  /** From when the months after a late payment count: its day, its month as the first of them, or the month's end. */
  countsLateFrom: z.enum(['paymentDay', 'paymentMonth', 'paymentMonthEnd']).default('paymentDay'),
})
export type ResidentWaitRule = z.output<typeof residentWaitRule>

/** A resident's payment: the year it is for, the years missed right before, how many of those they also paid. */
type ResidentPayment = {
  readonly paysFor: FundYear
  readonly missed: readonly FundYear[]
  readonly repaidYears: number
  /** Undefined: paid inside the window of the year before. */
  readonly paidLateOn?: Day
}

/** The same day so many months later, or that month's last day when it is shorter. */
const monthsAfter = (day: Day, months: number): Day => {
  const month = addMonths(monthOf(day), months)
  const last = lastDayOf(month)
  const same = `${month}-${day.slice(8)}`
  return same < last ? same : last
}

/** The first day after so many months of waiting that a late payment begins. */
const afterLatePayment = ({ countsLateFrom }: ResidentWaitRule, paidOn: Day, months: number): Day => {
  if (countsLateFrom === 'paymentDay' || months === 0) return monthsAfter(paidOn, months)
  return firstDayOf(addMonths(monthOf(paidOn), countsLateFrom === 'paymentMonth' ? months : months + 1))
}

/** Whether a payment came after the window, but early enough in its year that nobody waits for it. */
const isInGrace = ({ noWaitThroughMonth }: ResidentWaitRule, paysFor: FundYear, paidOn: Day): boolean =>
  monthOf(paidOn) <= `${paysFor}-${String(noWaitThroughMonth).padStart(2, '0')}`

/**
 * The waiting months of a resident's payment and their first entitled day. They count from 1 January of the year paid
 * for, or from the day of a late payment (国办发〔2024〕38号; in force from 2025). Who pays in the first months that the
 * province still takes as in time has benefits from the day after (皖医保发〔2021〕7号).
 */
export const residentWait = (
  rule: ResidentWaitRule,
  { paysFor, missed, repaidYears, paidLateOn }: ResidentPayment,
): { readonly months: number; readonly entitledFrom: Day } => {
  const lapse = missed.filter((year) => year >= rule.countsFrom).length
  const further = Math.max(0, lapse - rule.missedYearsInFixed) * rule.monthsPerMissedYear
  const takenOff = Math.min(further, repaidYears * rule.monthsOffPerRepaidYear)
  const inGrace = paidLateOn !== undefined && isInGrace(rule, paysFor, paidLateOn)
  const waits = lapse > 0 || (paidLateOn !== undefined && !inGrace)
  const counted = waits ? rule.fixedMonths + further - takenOff : 0
  const months = lapse >= rule.longLapse.years ? Math.max(counted, rule.longLapse.atLeastMonths) : counted
  if (paidLateOn === undefined) return { months, entitledFrom: monthsAfter(firstDayOfYear(paysFor), months) }
  return { months, entitledFrom: waits ? afterLatePayment(rule, paidLateOn, months) : addDays(paidLateOn, 1) }
}
