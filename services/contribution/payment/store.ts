import type { Day } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import {
  derivedReceiptsPartition,
  paymentsPartition,
  receiptKey,
  resolvedPartition,
  suspensePartition,
} from '../keys.ts'
import { movedPlace } from '../month-facts.ts'
import type { Receipt } from './rules/payment.ts'
import type { Suspense } from './rules/suspense.ts'
import { openAmount } from './rules/suspense.ts'

/** A receipt as stored; `payload` tells a repeat of the payment from another one under its id. */
export type StoredReceipt = { readonly receipt: Receipt; readonly payload: string }
type ReceiptId = { readonly receipt: Pick<Receipt, 'paymentId'> }

export const receiptId = (paymentId: string): ReceiptId => ({ receipt: { paymentId } })

/** What stands for the payload of a receipt that nobody reported: its bill had nothing to pay. */
export const issuedWithBill = 'issued-with-bill'
/** The same of a receipt that sets one bill of somebody off against another: no money moved. */
export const setOff = 'set-off'

/** The same of one that a relative's account paid: the tax authority lists none of it. */
export const fromAccount = 'from-account'

export const receipts = defineRecord<StoredReceipt, ReceiptId>({
  kind: 'payment',
  key: ({ receipt }) => receiptKey(receipt.paymentId),
  index: ({ receipt: { city, paidOn, paymentId, suspenseOf }, payload }) =>
    suspenseOf === undefined && payload !== issuedWithBill && payload !== setOff && payload !== fromAccount
      ? { gsi1pk: paymentsPartition(city, paidOn), gsi1sk: paymentId }
      : {
          ...{ gsi1pk: derivedReceiptsPartition(city), gsi1sk: paymentId },
          ...movedPlace('receipt', { city, month: monthOf(paidOn), id: paymentId }),
        },
})

/** The write of a receipt: it claims the payment's id and is what gets published. */
export const receiptWrite = (receipt: Receipt, payload: string): Write =>
  receipts.create({ receipt, payload })

/** Money in suspense as stored, with the version its next write replaces. */
export type StoredSuspense = {
  readonly suspense: Suspense
  /** Why it fits no bill, with the figures of that moment. */
  readonly refusal: Refusal
  readonly payload: string
  readonly version: number
}
type SuspenseId = { readonly suspense: Pick<Suspense, 'paymentId'> }

/** When money in suspense moved last: as it came, or as a part of it went. */
const lastMovedOn = ({ receivedOn, parts }: Suspense): Day =>
  [receivedOn, ...parts.map(({ on }) => on)].sort().at(-1) ?? receivedOn

/** It stands where its receipt would: so a payment's id is claimed by either, and by one. */
export const suspenses = defineRecord<StoredSuspense, SuspenseId>({
  kind: 'suspense',
  key: ({ suspense }) => receiptKey(suspense.paymentId),
  index: ({ suspense }) => ({
    gsi1pk: openAmount(suspense) === 0 ? resolvedPartition(suspense.city) : suspensePartition(suspense.city),
    gsi1sk: `${suspense.paidOn}#${suspense.paymentId}`,
    ...movedPlace('suspense', {
      ...{ city: suspense.city, id: suspense.paymentId },
      month: monthOf(lastMovedOn(suspense)),
    }),
  }),
})

/** The write of money in suspense as it is next; version 0 begins it. */
export const suspenseWrite = (stored: StoredSuspense): Write => suspenses.replace(stored, stored.version)

/** What was recorded of a payment: on its bill, or in suspense. */
export type PaymentRecord =
  | ({ readonly status: 'recorded' } & StoredReceipt)
  | ({ readonly status: 'suspended' } & StoredSuspense)

/** The payment of a record, on its bill or in suspense: its id, city, payer and day are named alike. */
export const paymentIn = (record: PaymentRecord): Receipt | Suspense =>
  record.status === 'recorded' ? record.receipt : record.suspense

export const paymentRecordOf = (item: Stored): PaymentRecord =>
  suspenses.is(item)
    ? { status: 'suspended', ...suspenses.from(item) }
    : { status: 'recorded', ...receipts.from(item) }

export const readPayment = async (store: Store, paymentId: string): Promise<PaymentRecord | undefined> => {
  const found = await store.get(receiptKey(paymentId))
  return found && paymentRecordOf(found)
}

/** Money in suspense by the id of its payment; undefined where that was recorded on a bill, or never. */
export const readSuspense = async (store: Store, paymentId: string): Promise<StoredSuspense | undefined> => {
  const found = await readPayment(store, paymentId)
  return found?.status === 'suspended' ? found : undefined
}
