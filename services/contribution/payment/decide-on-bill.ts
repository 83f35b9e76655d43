import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { readSiblings } from '../bill/read-siblings.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { bills, billWrite } from '../bill/store.ts'
import { fromAccountFault, withRefundOfAccount } from './rules/from-account.ts'
import { goesBackFault } from './rules/goes-back.ts'
import type { Receipt, RecordPayment } from './rules/payment.ts'
import { decidePayment, otherFund } from './rules/payment.ts'
import { refundDayFault } from './rules/refund-day.ts'
import { reversalFault } from './rules/reversal.ts'
import { takenBackWith } from './rules/taken-back.ts'
import { receiptId, receipts } from './store.ts'

/** A bill after a payment, its receipt, and the other bills that it holds by or changes: these are to be as they were read. */
export type OnBill = { readonly bill: Bill; readonly receipt: Receipt; readonly requires: readonly Write[] }

/**
 * Decides on a payment or refund of a bill; money that came to another fund's account is not on it. The day of a refund
 * is judged by the payments that it may give back, which are read for that: the bill names them, and is written only as
 * it was read.
 */
export const decideOnBill = async (
  payment: RecordPayment,
  bill: Bill,
  store: Store,
): Promise<Decision<OnBill>> => {
  const other = otherFund(payment, bill)
  if (other) return other
  const decision = decidePayment(payment, bill)
  if (decision.status === 'refused') return decision
  if (payment.kind === 'payment') return accept({ ...decision.value, requires: [] })
  const found = await receipts.readMany(store, (bill.paymentIds ?? []).map(receiptId))
  const known = found.flatMap((each) => each?.receipt ?? [])
  const siblings = await readSiblings(bill, store)
  const others = siblings.map((each) => each.bill)
  const fault =
    reversalFault(payment, known) ??
    refundDayFault(payment, bill, known) ??
    goesBackFault(payment, bill, others) ??
    fromAccountFault(payment, { bill, others }, known)
  if (fault) return fault
  const { bills: changed, takesBack } = takenBackWith(decision.value.bill, others)
  const next = new Map(changed.map((each) => [each.billId, each]))
  const requires = siblings.map((each): Write => {
    const after = next.get(each.bill.billId)
    return after ? billWrite(after, each) : { kind: 'require', key: bills.key(each), version: each.version }
  })
  const { receipt } = decision.value
  const told = takesBack.length === 0 ? receipt : { ...receipt, takesBack }
  return accept({ ...withRefundOfAccount(payment, { ...decision.value, receipt: told }, known), requires })
}
