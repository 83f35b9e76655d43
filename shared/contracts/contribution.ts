import * as z from 'zod'
import { defineEvent } from '#shared/contracts/define-event.ts'
import {
  amount,
  city,
  day,
  fundYear,
  id,
  month,
  positiveAmount,
  scheme,
  signedAmount,
} from '#shared/contracts/fields.ts'

/** Who paid a part of a contribution; each is an income line of the budget. */
export const payers = [
  'employer',
  'individual',
  'medical-aid',
  'centre',
  'province',
  'city',
  'county',
] as const
export type Payer = (typeof payers)[number]
export const payer = z.enum(payers)

/** What the tax authority (or the finance bureau, for subsidies) reports of one payment on a bill. */
export const paymentMade = defineEvent({
  service: 'tax',
  name: 'payment-made',
  version: 1,
  summary: 'The tax authority collected or refunded money on a bill.',
  data: z.strictObject({
    paymentId: id,
    billId: id,
    payer,
    kind: z.enum(['payment', 'refund']),
    amount: positiveAmount,
    paidOn: day,
  }),
})

const paidFor = z.strictObject({
  from: month,
  to: month,
  persons: z.array(z.strictObject({ personId: id, account: amount })).max(500),
})

const receipt = z.strictObject({
  paymentId: id,
  billId: id,
  payer,
  /** What goes to the pooled fund and to personal accounts; together the money received (negative: refunded). */
  pooled: signedAmount,
  account: signedAmount,
  paidOn: day,
  /** Present when this payment completes the bill: the months paid for, each person with their account's part. */
  completes: paidFor.optional(),
  /** Present when money was paid back on a complete bill: the months no longer paid for, as they were completed. */
  withdraws: paidFor.optional(),
  /**
   * How often the bill became complete or short with this: 1 when it was first complete, 2 when money was paid back, 3
   * when it was complete again. The highest holds, whatever the order they come in. Absent: 1.
   */
  turn: z.int().min(1).optional(),
})
/** A payment that reached the income account, as consumers get it. */
export type ReceivedPayment = z.output<typeof receipt>

/** How many payments an event holds at most. */
export const mostReceipts = 40

/** Money received in the income account, and what it completes. */
export const contributionsReceived = defineEvent({
  service: 'contribution',
  name: 'contributions-received',
  version: 1,
  summary:
    'Payments of a month on bills of a fund year reached the income account of a city and scheme; a bill paid in full, or short again after a refund, names the months it covers.',
  data: z.strictObject({
    scheme,
    city,
    fundYear,
    receipts: z.array(receipt).min(1).max(mostReceipts),
  }),
})

/** Money moved from the income account to the fiscal special account: the first of the two lines. */
export const incomeSwept = defineEvent({
  service: 'contribution',
  name: 'income-swept',
  version: 1,
  summary: 'The income account of a city and scheme was swept to the fiscal special account.',
  data: z.strictObject({ sweepId: id, scheme, city, fundYear, amount: positiveAmount, sweptOn: day }),
})
