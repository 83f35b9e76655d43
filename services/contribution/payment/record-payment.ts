import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { bills, billWrite } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import { incomeWrites } from '../income/store.ts'
import { billKey, receiptKey } from '../keys.ts'
import { refusal } from '../refusals.ts'
import type { RecordPayment } from './rules/payment.ts'
import { decidePayment } from './rules/payment.ts'
import type { StoredReceipt } from './store.ts'
import { receiptId, receipts, receiptWrite } from './store.ts'

/** What became of a payment; 'repeated': it was recorded before, with the same payload. */
export type PaymentOutcome =
  | { readonly status: 'recorded' | 'repeated' }
  | { readonly status: 'refused'; readonly refusal: Refusal }

/** Why whoever reports a payment is kept from the bills of a city; undefined where they may report on them. */
export type KeptFrom = (city: string) => Refusal | undefined

const again = (earlier: StoredReceipt, payload: string): PaymentOutcome => {
  if (earlier.payload === payload) return { status: 'repeated' }
  const { paymentId } = earlier.receipt
  return {
    status: 'refused',
    refusal: refusal('contribution.payment-differs', { field: 'paymentId', figures: { paymentId } }),
  }
}

const noBill = (billId: string): PaymentOutcome => ({
  status: 'refused',
  refusal: refusal('contribution.bill-unknown', { field: 'billId', figures: { billId } }),
})

/**
 * Records a payment or refund: receipt, bill and income account in one transaction. So the three agree whatever happens,
 * and the payment's id is used up with them.
 */
export const recordPayment = (
  payment: RecordPayment,
  keptFrom: KeptFrom,
  { store }: Pick<Effects, 'store'>,
): Promise<PaymentOutcome> => {
  const { paymentId, billId } = payment
  const payload = fingerprint(payment)
  return retryConflicts(async (): Promise<PaymentOutcome | undefined> => {
    const [earlier, found] = await store.getMany([receiptKey(paymentId), billKey(billId)])
    const before = found && bills.from(found)
    const kept = before && keptFrom(before.bill.city)
    if (kept) return { status: 'refused', refusal: kept }
    if (earlier) return again(receipts.from(earlier), payload)
    if (!before) return noBill(billId)
    const decision = decidePayment(payment, before.bill)
    if (decision.status === 'refused') {
      // The two items were not read at one instant: the bill may already show this very payment, sent a moment ago.
      const meanwhile = await receipts.read(store, receiptId(paymentId))
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
