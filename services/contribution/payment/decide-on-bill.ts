import type { Store } from '#shared/edge/store/store.ts'
import type { Bill } from '../bill/rules/bill.ts'
import type { RecordPayment } from './rules/payment.ts'
import { decidePayment, otherFund } from './rules/payment.ts'
import { refundDayFault } from './rules/refund-day.ts'
import { reversalFault } from './rules/reversal.ts'
import { receiptId, receipts } from './store.ts'

/**
 * Decides on a payment or refund of a bill; money that came to another fund's account is not on it. The day of a refund
 * is judged by the payments that it may give back, which are read for that: the bill names them, and is written only as
 * it was read.
 */
export const decideOnBill = async (
  payment: RecordPayment,
  bill: Bill,
  store: Store,
): Promise<ReturnType<typeof decidePayment>> => {
  const other = otherFund(payment, bill)
  if (other) return other
  const decision = decidePayment(payment, bill)
  if (decision.status === 'refused' || payment.kind === 'payment') return decision
  const found = await receipts.readMany(store, (bill.paymentIds ?? []).map(receiptId))
  const known = found.flatMap((each) => each?.receipt ?? [])
  return reversalFault(payment, known) ?? refundDayFault(payment, bill, known) ?? decision
}
