import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { readSiblings } from '../bill/read-siblings.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { bills, billWrite } from '../bill/store.ts'
import { judgeOnBill } from './rules/on-bill.ts'
import type { Receipt, RecordPayment } from './rules/payment.ts'
import { receiptId, receipts } from './store.ts'

/** A bill after a payment, its receipt, and the other bills that it holds by or changes: these are to be as they were read. */
export type OnBill = { readonly bill: Bill; readonly receipt: Receipt; readonly requires: readonly Write[] }

/** The receipts that a refund is judged by: those of its bill, and of bills beside it that an account paid. */
const readLines = async (bill: Bill, others: readonly Bill[], store: Store): Promise<readonly Receipt[]> => {
  const paid = [bill, ...others.filter(({ fromAccounts = 0 }) => fromAccounts !== 0)]
  const ids = paid.flatMap(({ paymentIds = [] }) => paymentIds)
  const found = await receipts.readMany(store, ids.map(receiptId))
  return found.flatMap((each) => each?.receipt ?? [])
}

/**
 * Decides on a payment or refund of a bill. A refund is judged by the payments that it may give back, which are read for that:
 * the bills name them, and are written only as they were read.
 */
export const decideOnBill = async (
  payment: RecordPayment,
  bill: Bill,
  store: Store,
): Promise<Decision<OnBill>> => {
  if (payment.kind === 'payment') {
    const paid = judgeOnBill(payment, { bill, others: [], lines: [] })
    if (paid.status === 'refused') return paid
    return accept({ bill: paid.value.bill, receipt: paid.value.receipt, requires: [] })
  }
  const siblings = await readSiblings(bill, store)
  const others = siblings.map((each) => each.bill)
  const judged = judgeOnBill(payment, { bill, others, lines: await readLines(bill, others, store) })
  if (judged.status === 'refused') return judged
  const next = new Map(judged.value.changed.map((each) => [each.billId, each]))
  const requires = siblings.map((each): Write => {
    const after = next.get(each.bill.billId)
    return after ? billWrite(after, each) : { kind: 'require', key: bills.key(each), version: each.version }
  })
  return accept({ bill: judged.value.bill, receipt: judged.value.receipt, requires })
}
