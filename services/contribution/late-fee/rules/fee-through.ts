import type { Day } from '#shared/calendar/day.ts'
import { addDays, daysBetween } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { Exact, roundToFen } from '#shared/money/rate.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { bearsLateFee, feeRunsAfter, totalDue } from '../../bill/rules/bill.ts'
import type { Receipt } from '../../payment/rules/payment.ts'

const key = 'contribution.late_fee.daily_rate'

/** What made a bill's arrears less on a day, or more where it is negative. */
type Step = { readonly on: Day; readonly amount: Fen }

/** A day after which another amount is overdue, or another rate holds. */
const changesAfter = (steps: readonly Step[], policy: Policy): Day[] => [
  ...steps.map(({ on }) => on),
  ...(policy.parameters.get(key)?.values ?? []).map(({ from }) => addDays(from, -1)),
]

/**
 * The late fee on a bill from the day after it runs from through a day, on what was overdue on each of these days at the
 * rate of that day (社会保险法 第八十六条). A day of payment still counts. It is rounded once.
 */
export const feeThrough = (
  bill: Bill,
  receipts: readonly Pick<Receipt, 'pooled' | 'account' | 'paidOn'>[],
  through: Day,
  policy: Policy,
): Fen => {
  const start = feeRunsAfter(bill)
  if (!bearsLateFee(bill) || through <= start) return 0
  const steps: Step[] = [
    ...receipts.map(({ pooled, account, paidOn: on }) => ({ on, amount: pooled + account })),
    ...(bill.takenOff ?? []).map(({ on, amount }) => ({ on, amount })),
  ]
  const within = changesAfter(steps, policy).filter((day) => day > start && day < through)
  const days = [start, ...new Set(within), through].sort()
  const fee = days.slice(1).reduce((total, until, index) => {
    const after = days[index] ?? until
    const paid = sum(steps.filter(({ on }) => on <= after).map(({ amount }) => amount))
    const overdue = Math.max(0, totalDue(bill) - paid)
    const rate = ratioAt(policy, key, { on: addDays(after, 1) })
    return total.plus(new Exact(overdue).times(rate).times(daysBetween(after, until)))
  }, new Exact(0))
  return roundToFen(fee)
}
