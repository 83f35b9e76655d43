import type { Day } from '#shared/calendar/day.ts'
import { addDays, daysBetween } from '#shared/calendar/day.ts'
import type { PaymentOrder } from './payment-order.ts'

const saturday = 6
const isWeekend = (day: Day): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() % saturday === 0

/**
 * The day so many working days after another: Mondays to Fridays. Public holidays are not known here, so that in weeks
 * with holidays a payment is told as late some days before the law calls it so, never after.
 */
export const workingDaysAfter = (from: Day, workingDays: number): Day => {
  let day = from
  for (let left = workingDays; left > 0; left -= isWeekend(day) ? 0 : 1) day = addDays(day, 1)
  return day
}

/** For how many days an order is late that is not paid, on a day; nil while it is in time or paid. */
export const daysLate = ({ dueOn, state }: Pick<PaymentOrder, 'dueOn' | 'state'>, on: Day): number =>
  dueOn === undefined || state === 'paid' || on <= dueOn ? 0 : daysBetween(dueOn, on)
