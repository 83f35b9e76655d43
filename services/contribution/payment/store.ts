import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Key, Stored, Write } from '#shared/edge/store/store.ts'
import type { Receipt } from './rules/payment.ts'

export const receiptKey = (paymentId: string): Key => ({ pk: `PAYMENT#${paymentId}`, sk: 'PAYMENT' })

/** The write of a receipt: it claims the payment's id and is what gets published. `payload` tells repeats apart. */
export const receiptWrite = (receipt: Receipt, payload: string): Write => ({
  kind: 'create',
  item: {
    ...receiptKey(receipt.paymentId),
    kind: 'payment',
    payload,
    receipt: receipt as unknown as Item,
  },
})

export const toReceipt = (item: Stored): Receipt => item.receipt as unknown as Receipt
