import * as z from 'zod'
import { payer, treasuryTrail } from '#shared/contracts/contribution.ts'
import { amount, city, day, id, scheme, signature, signedAmount } from '#shared/contracts/fields.ts'
import { payee } from '#shared/contracts/payee.ts'
import { reportedAmount, statusOf } from './day-list.ts'
import type { Proposal } from './rules/proposal.ts'
import { reversalFlags } from './rules/reversal.ts'
import type { Suspense } from './rules/suspense.ts'
import { openAmount } from './rules/suspense.ts'
import type { PaymentRecord } from './store.ts'
import { paymentIn } from './store.ts'

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

/** The document by which money goes back to another than paid it. */
export const returnDocument = id.meta({
  description: 'the number of the document that says why another than paid it gets it back',
})

const part = z.strictObject({
  kind: z.enum(['assigned', 'returned']),
  amountFen: amount,
  on: day,
  why: z.string(),
  proposed: signature.optional(),
  approved: signature.optional(),
  payee: payee.optional(),
  document: returnDocument.optional(),
  orderId: id.optional().meta({ description: 'the order to the treasury that pays it out' }),
  carried: signedAmount.optional().meta({
    description:
      'Fen of it that were swept in its year, and are now in that of its bill; negative: the other way round',
  }),
  billId: id.optional(),
  receiptId: id.optional(),
})

/** What an officer proposed to do with money in suspense. */
const proposal = z.strictObject({
  proposalId: id,
  amountFen: amount,
  why: z.string(),
  to: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bill'), billId: id, payer, paidOn: day.optional() }),
    z.strictObject({ kind: z.literal('payer'), payee, document: returnDocument.optional() }),
  ]),
  proposed: signature,
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
      proposal: proposal.optional().meta({ description: 'waits for the approval of another officer' }),
      rejected: z
        .array(proposal.extend({ rejected: signature.extend({ reason: z.string() }) }))
        .optional()
        .meta({ description: 'the last proposals that were rejected' }),
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

const told = <Told extends Proposal>({ amount: signed, ...rest }: Told) => ({
  ...rest,
  amountFen: Math.abs(signed),
})

/** The proposal that waits with money in suspense, as it is answered. */
export const proposalIn = ({ proposal: waits }: Pick<Suspense, 'proposal'>) =>
  waits ? { proposal: told(waits) } : {}

export const paymentAnswerOf = (record: PaymentRecord): z.output<typeof paymentAnswer> => {
  const { city: of, scheme: inScheme } = paymentIn(record)
  const listed = { ...listedOf(record), city: of, scheme: inScheme }
  if (record.status === 'recorded') return listed
  const { receivedOn, reportedAs, parts, rejected } = record.suspense
  return {
    ...listed,
    suspense: {
      receivedOn,
      openFen: Math.abs(openAmount(record.suspense)),
      text: record.refusal.reason,
      ...(reportedAs === undefined ? {} : { reportedAs }),
      parts: parts.map(({ commandId: _, twoHanded: __, amount: taken, ...rest }) => ({
        ...rest,
        amountFen: Math.abs(taken),
      })),
      ...proposalIn(record.suspense),
      ...(rejected ? { rejected: rejected.map(told) } : {}),
    },
  }
}

/** A payment by its number: with how its line stands, and what the treasury's papers say. */
export const wholePayment = paymentAnswer.extend({
  reverses: id.optional().meta({ description: 'the payment that it takes back' }),
  flag: z.enum(reversalFlags).optional().meta({
    description:
      '`Z`: it counts; `+`: it was taken back wholly; `-`: it takes another back; absent: in suspense',
  }),
  takenBackFen: amount.optional(),
  treasury: treasuryTrail.optional(),
  treasuryOtherwise: z.array(treasuryTrail).optional().meta({
    description: 'what was said of it later and differs from the first',
  }),
})

/** Money in suspense in its list: with its age in days. */
export const suspenseRow = listedPayment.extend({
  receivedOn: day,
  ageDays: z.int().min(0),
  open: signedAmount.meta({ description: 'Fen still in suspense; negative: a refund that fits no bill' }),
  proposal: proposal.optional().meta({ description: 'waits for the approval of another officer' }),
})
