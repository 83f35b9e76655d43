import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { billKey, billWrite, toBill } from '../bill/store.ts'
import { incomeWrites } from '../income/store.ts'
import type { RecordPayment } from './rules/payment.ts'
import { decidePayment } from './rules/payment.ts'
import { receiptKey, receiptWrite } from './store.ts'

/** What became of a payment; 'repeated': it was recorded before, with the same payload. */
export type PaymentOutcome =
  | { readonly status: 'recorded' | 'repeated' }
  | { readonly status: 'refused'; readonly refusal: Refusal }

const refusedAs = (code: string, reason: string): PaymentOutcome => ({
  status: 'refused',
  refusal: { code, reason },
})

const again = (earlier: Stored, payload: string): PaymentOutcome =>
  earlier.payload === payload
    ? { status: 'repeated' }
    : refusedAs('contribution.payment-differs', 'this payment id was recorded with another payload')

/**
 * Records a payment or refund: receipt, bill and income account in one transaction, so that whatever happens the three
 * tell the same, and the payment's id is used up with them.
 */
export const recordPayment = (
  payment: RecordPayment,
  { store }: { readonly store: Store },
): Promise<PaymentOutcome> => {
  const payload = fingerprint(payment)
  return retryConflicts(async (): Promise<PaymentOutcome | undefined> => {
    const [earlier, found] = await store.getMany([receiptKey(payment.paymentId), billKey(payment.billId)])
    if (earlier) return again(earlier, payload)
    if (!found) return refusedAs('contribution.bill-unknown', `no bill ${payment.billId}`)
    const before = toBill(found)
    const decision = decidePayment(payment, before.bill)
    if (decision.status === 'refused') {
      // The two items were not read at one instant: the bill may already show this very payment, sent a moment ago.
      const meanwhile = await store.get(receiptKey(payment.paymentId))
      return meanwhile ? again(meanwhile, payload) : decision
    }
    const { bill, receipt } = decision.value
    const written = await store.write([
      receiptWrite(receipt, payload),
      billWrite(bill, before),
      ...incomeWrites([receipt]),
    ])
    return written.status === 'written' ? { status: 'recorded' } : undefined
  })
}
