import { defineRecord } from '#shared/edge/store/record.ts'
import type { Write } from '#shared/edge/store/store.ts'
import { receiptKey } from '../keys.ts'
import type { Receipt } from './rules/payment.ts'

/** A receipt as stored; `payload` tells a repeat of the payment from another one under its id. */
export type StoredReceipt = { readonly receipt: Receipt; readonly payload: string }
type ReceiptId = { readonly receipt: Pick<Receipt, 'paymentId'> }

export const receiptId = (paymentId: string): ReceiptId => ({ receipt: { paymentId } })

export const receipts = defineRecord<StoredReceipt, ReceiptId>({
  kind: 'payment',
  key: ({ receipt }) => receiptKey(receipt.paymentId),
})

/** The write of a receipt: it claims the payment's id and is what gets published. */
export const receiptWrite = (receipt: Receipt, payload: string): Write =>
  receipts.create({ receipt, payload })
