import * as z from 'zod'
import { payer } from '#shared/contracts/contribution.ts'
import { amount, city, day, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { reportedAmount, statusOf } from './day-list.ts'
import { openAmount } from './rules/suspense.ts'
import type { PaymentRecord } from './store.ts'

const reason = z.string().meta({ description: 'why it fits no bill: a code of the table of refusals' })

/** A payment in a list: what was reported, and what became of it in a word. */
export const listedPayment = z.strictObject({
  paymentId: id,
  status: z.enum(['recorded', 'suspended', 'resolved']),
  billId: id,
  payer,
  kind: z.enum(['payment', 'refund']),
  amountFen: amount,
  paidOn: day,
  reason: reason.optional(),
})

const part = z.strictObject({
  kind: z.enum(['assigned', 'returned']),
  amountFen: amount,
  on: day,
  why: z.string(),
  billId: id.optional(),
  receiptId: id.optional(),
})

/** What became of a payment: on its bill, or in suspense with what was assigned and returned of it. */
export const paymentAnswer = listedPayment.extend({
  city,
  scheme,
  suspense: z
    .strictObject({
      receivedOn: day,
      openFen: amount,
      text: z.string().meta({ description: 'why it fits no bill, in words' }),
      reportedAs: id.optional(),
      parts: z.array(part),
    })
    .optional(),
})

export const listedOf = (record: PaymentRecord): z.output<typeof listedPayment> => {
  const signed = reportedAmount(record)
  const money = { kind: signed < 0 ? 'refund' : 'payment', amountFen: Math.abs(signed) } as const
  if (record.status === 'recorded') {
    const { paymentId, billId, payer: by, paidOn } = record.receipt
    return { paymentId, status: 'recorded', billId, payer: by, paidOn, ...money }
  }
  const { paymentId, billId, payer: by, paidOn, reason: why } = record.suspense
  return { paymentId, status: statusOf(record), billId, payer: by, paidOn, reason: why, ...money }
}

export const paymentAnswerOf = (record: PaymentRecord): z.output<typeof paymentAnswer> => {
  const { city: of, scheme: inScheme } = record.status === 'recorded' ? record.receipt : record.suspense
  const told = { ...listedOf(record), city: of, scheme: inScheme }
  if (record.status === 'recorded') return told
  const { receivedOn, reportedAs, parts } = record.suspense
  return {
    ...told,
    suspense: {
      receivedOn,
      openFen: Math.abs(openAmount(record.suspense)),
      text: record.refusal.reason,
      ...(reportedAs === undefined ? {} : { reportedAs }),
      parts: parts.map(({ commandId: _, amount: taken, ...rest }) => ({
        ...rest,
        amountFen: Math.abs(taken),
      })),
    },
  }
}

/** Money in suspense in its list: with its age in days. */
export const suspenseRow = listedPayment.extend({
  receivedOn: day,
  ageDays: z.int().min(0),
  open: signedAmount.meta({ description: 'Fen still in suspense; negative: a refund that fits no bill' }),
})
