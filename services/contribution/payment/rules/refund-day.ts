import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { dueAmount } from '../../bill/rules/bill.ts'
import { refuse } from '../../refusals.ts'
import type { Receipt, RecordPayment } from './payment.ts'

type Moved = Pick<Receipt, 'payer' | 'pooled' | 'account' | 'paidOn'>

/** What one payer had paid, refunds taken off, at the end of a day. */
const paidBy = (day: Day, own: readonly Moved[]): Fen =>
  sum(own.filter(({ paidOn }) => paidOn <= day).map(({ pooled, account }) => pooled + account))

/** The least that a payer had paid at the end of a day and of every day after it. */
const leastFrom = (day: Day, own: readonly Moved[]): Fen => {
  const later = own.map(({ paidOn }) => paidOn).filter((each) => each > day)
  return Math.min(...[day, ...later].map((each) => paidBy(each, own)))
}

/** Whether no refund of a payer is dated before what it gives back was paid. */
export const isPaidBeforeRefunded = (own: readonly Moved[]): boolean =>
  own.every(({ paidOn }) => paidBy(paidOn, own) >= 0)

/**
 * Why a refund may not be dated so: there was not as much to give back on that day. A bill that gives back has nothing to
 * be paid first.
 */
export const refundDayFault = (
  { payer, paidOn, amount }: RecordPayment,
  { dues }: Bill,
  receipts: readonly Moved[],
): Decision<never> | undefined => {
  const due = dues.find((each) => each.payer === payer)
  if (!due || dueAmount(due) < 0) return undefined
  const paid = leastFrom(
    paidOn,
    receipts.filter((each) => each.payer === payer),
  )
  return amount > paid
    ? refuse('contribution.refund-before-payment', { field: 'paidOn', figures: { paidOn, paid, amount } })
    : undefined
}
