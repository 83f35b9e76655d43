import { readSiblings } from '../bill/read-siblings.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { isPaidUp } from '../bill/rules/bill.ts'
import { readBill } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import type { Report } from './report.ts'
import { resolveSuspense } from './resolve-suspense.ts'
import { decidePayment, otherFund } from './rules/payment.ts'
import { fitsById, openAmount } from './rules/suspense.ts'
import type { StoredSuspense } from './store.ts'
import { suspenses } from './store.ts'

/** Whether all that is open of money in suspense has its place on the bill that it was reported on, by its amount. */
const fits = ({ suspense }: StoredSuspense, bill: Bill): boolean => {
  const { paymentId, billId, payer, paidOn, proposal } = suspense
  const open = openAmount(suspense)
  // What came to another account is for officers to move.
  if (open === 0 || proposal || otherFund(suspense, bill)) return false
  const kind = open < 0 ? 'refund' : 'payment'
  const payment = { paymentId, billId, payer, kind, amount: Math.abs(open), paidOn } as const
  return decidePayment(payment, bill).status === 'accepted'
}

/** The same of bills that are read anew. */
export const assignAroundBills = async (
  billIds: readonly string[],
  report: Report,
  effects: Pick<Effects, 'store'>,
): Promise<void> => {
  for (const billId of new Set(billIds)) {
    const found = await readBill(effects.store, billId)
    if (found) await assignAround(found.bill, report, effects)
  }
}

/**
 * Takes money out of suspense that fits since a bill changed: on the bill itself, and on those that it stands among. A give-back
 * waits on a bill of its own until the bill that it corrects is paid.
 */
export const assignAround = async (
  bill: Bill,
  report: Report,
  effects: Pick<Effects, 'store'>,
): Promise<void> => {
  if (bill.waiting) await assignWaiting(bill.billId, report, effects)
  // What may go back of a month or a year is asked only once a bill of it is complete.
  if (!isPaidUp(bill)) return
  for (const { bill: other } of await readSiblings(bill, effects.store))
    if (other.waiting) await assignWaiting(other.billId, report, effects)
}

/**
 * Takes money out of suspense that was reported on a bill and fits it now: a refund that was told of before its payment,
 * or a payment told of before the refund that made room for it. What does not fit stays, and so
 * does what an officer proposed something else for. All that waits is read at once and judged by the bill; only what has
 * its place there is worked on.
 */
const assignWaiting = async (
  billId: string,
  report: Report,
  effects: Pick<Effects, 'store'>,
): Promise<void> => {
  let bill = (await readBill(effects.store, billId))?.bill
  if (!bill?.waiting) return
  const waiting = await suspenses.readMany(
    effects.store,
    bill.waiting.map((paymentId) => ({ suspense: { paymentId } })),
  )
  for (const stored of waiting) {
    if (!stored || !bill || !fits(stored, bill)) continue
    const { paymentId, payer, reason } = stored.suspense
    const to = { kind: 'bill', billId, payer } as const
    await resolveSuspense({ commandId: fitsById(paymentId), paymentId, why: reason, to }, report, effects)
    bill = (await readBill(effects.store, billId))?.bill
  }
}
