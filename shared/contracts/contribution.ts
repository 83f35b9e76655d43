import * as z from 'zod'
import { defineEvent, earlierVersion } from '#shared/contracts/define-event.ts'
import {
  amount,
  city,
  day,
  fundYear,
  id,
  month,
  positiveAmount,
  positiveYuan,
  scheme,
  signedAmount,
} from '#shared/contracts/fields.ts'
import { isSaidOnce } from '#shared/contracts/outside-amount.ts'
import { payee } from '#shared/contracts/payee.ts'

/** Who paid a part of a contribution; each is an income line of the budget. */
export const payers = [
  'employer',
  'individual',
  'medical-aid',
  'centre',
  'province',
  'city',
  'county',
  /** For the unemployed who draw benefits (失业保险基金). */
  'unemployment-fund',
  /** A village, a unit or another social body, for residents (集体、单位和其他社会扶持). */
  'collective',
] as const
export type Payer = (typeof payers)[number]
export const payer = z.enum(payers)
/** Those that the first release knew: what is sent and read in its words names no other. */
const firstPayer = payer.exclude(['unemployment-fund', 'collective'])

/** What the treasury's papers say of a payment; each comes when it is known, with a repeat of the payment. */
export const treasuryTrail = z.strictObject({
  /** The number of the electronic tax voucher (电子税票号码). */
  taxVoucher: id.optional(),
  /** When it reached the treasury (入国库时间), and when it was passed up (上解时间). */
  intoTreasuryOn: day.optional(),
  passedUpOn: day.optional(),
  /** The batch it arrived in (到账批次号), and the notice it was collected by (征集通知单). */
  arrivalBatch: id.optional(),
  notice: id.optional(),
})
export type TreasuryTrail = z.output<typeof treasuryTrail>

const reported = {
  paymentId: id,
  billId: id,
  payer: firstPayer,
  kind: z.enum(['payment', 'refund']),
  paidOn: day,
}

/** A payment as it is reported, by whoever of some payers paid it. */
const paymentOf = <Payers extends z.ZodType>(by: Payers) =>
  z
    .strictObject({
      ...reported,
      payer: by,
      amountFen: positiveAmount.optional(),
      amountYuan: positiveYuan.optional(),
      city: city.optional(),
      scheme: scheme.optional(),
      /** Of a refund: the payment that it takes back, wholly or in part. */
      reverses: id.optional(),
      treasury: treasuryTrail.optional(),
    })
    .refine(({ kind, reverses }) => kind === 'refund' || reverses === undefined, 'only a refund reverses')
    .refine(
      ({ amountFen, amountYuan }) => isSaidOnce({ fen: amountFen, yuan: amountYuan }),
      'exactly one of amountFen and amountYuan',
    )

/** A payment as it is reported by HTTP: by any payer. Events of version 2 name those that the first release knew. */
export const reportedPayment = paymentOf(payer)

/**
 * What the tax authority (or the finance bureau, for subsidies) reports of one payment on a bill. The amount says its
 * unit, in version 1 it was a bare `amount` of fen. `city` and `scheme` say whose income account it came to, where the
 * bill does not.
 */
export const paymentMade = defineEvent({
  service: 'tax',
  name: 'payment-made',
  version: 2,
  summary: 'The tax authority collected or refunded money on a bill.',
  data: paymentOf(firstPayer),
  earlier: [
    earlierVersion({
      version: 1,
      data: z.strictObject({ ...reported, amount: positiveAmount }),
      upcast: ({ amount: amountFen, ...rest }) => ({ ...rest, amountFen }),
    }),
  ],
})

const paidFor = z.strictObject({
  from: month,
  to: month,
  /**
   * How many months of contributions it gives each person, where these are not the months from–to: none where a
   * difference corrects what months cost, so many as a lump sum buys.
   */
  months: z.int().min(0).max(600).optional(),
  /** What goes to each account; negative where less is due than was billed before. */
  persons: z.array(z.strictObject({ personId: id, account: signedAmount })).max(500),
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
  /** A missed year is paid for when it is over: it shortens a wait, and insured nobody. */
  repairs: z.literal(true).optional(),
  /** Months taken back whole with this: whose, on which bill, and as which turn of that bill for them. */
  takesBack: z
    .array(z.strictObject({ personId: id, billId: id, turn: z.int().min(1) }))
    .max(500)
    .optional(),
  /** Where it is no premium but a late fee, or the premium of large-sum cover: income of its own line. Absent: a premium or a subsidy. */
  line: z.enum(['late-fee', 'large-sum']).optional(),
  /** Of a refund: the payment that it takes back. */
  reverses: id.optional(),
})
/** A payment that reached the income account, as consumers get it. */
export type ReceivedPayment = z.output<typeof receipt>

const firstPaidFor = paidFor
  .omit({ months: true })
  .extend({ persons: z.array(z.strictObject({ personId: id, account: amount })).max(500) })
/** Before version 3 the only income of its own line was a late fee. */
const secondReceipt = receipt.extend({ line: z.literal('late-fee').optional() })
const firstReceipt = secondReceipt.extend({
  payer: firstPayer,
  completes: firstPaidFor.optional(),
  withdraws: firstPaidFor.optional(),
})

/** How many payments an event holds at most. */
export const mostReceipts = 40

/** Money received in the income account, and what it completes. */
export const contributionsReceived = defineEvent({
  service: 'contribution',
  name: 'contributions-received',
  // Who reads version 1 would take a difference for a month; who reads version 2 knows no premium of large-sum cover.
  version: 3,
  summary:
    'Payments of a month on bills of a fund year reached the income account of a city and scheme; a bill paid in full, or short again after a refund, names the months it covers.',
  data: z.strictObject({
    scheme,
    city,
    fundYear,
    receipts: z.array(receipt).min(1).max(mostReceipts),
  }),
  earlier: [
    earlierVersion({
      version: 2,
      data: z.strictObject({
        scheme,
        city,
        fundYear,
        receipts: z.array(secondReceipt).min(1).max(mostReceipts),
      }),
      upcast: (data) => data,
    }),
    earlierVersion({
      version: 1,
      data: z.strictObject({
        scheme,
        city,
        fundYear,
        receipts: z.array(firstReceipt).min(1).max(mostReceipts),
      }),
      upcast: (data) => data,
    }),
  ],
})

/** Money moved from the income account to the fiscal special account: the first of the two lines. */
export const incomeSwept = defineEvent({
  service: 'contribution',
  name: 'income-swept',
  version: 1,
  summary: 'The income account of a city and scheme was swept to the fiscal special account.',
  data: z.strictObject({ sweepId: id, scheme, city, fundYear, amount: positiveAmount, sweptOn: day }),
})

/** Swept money paid back to the income account: a sweep the other way round. */
export const incomeReturned = defineEvent({
  service: 'contribution',
  name: 'income-returned',
  version: 1,
  summary:
    'Swept money was paid back from the fiscal special account to the income account of a city and scheme.',
  data: z.strictObject({
    returnId: id,
    ...{ scheme, city, fundYear },
    amount: positiveAmount,
    returnedOn: day,
  }),
})

/** Money received that fits no bill, and what became of it: it stands on the suspense account meanwhile. */
export const suspenseMoved = defineEvent({
  service: 'contribution',
  name: 'suspense-moved',
  version: 1,
  summary:
    'Money that fits no bill was received in the income account of a city and scheme, or was assigned to a bill or returned.',
  data: z.strictObject({
    paymentId: id,
    /** 0 when it was received; then 1, 2, … for each part that was assigned or returned. */
    part: z.int().min(0).max(1000),
    kind: z.enum(['received', 'assigned', 'returned']),
    scheme,
    city,
    /** The year in which it was received. */
    fundYear,
    /** What the suspense account holds more of (negative: less). */
    amount: signedAmount,
    on: day,
    /** Why it fits no bill: a code of the table of refusals. */
    reason: z.string().min(1).max(100),
    /** The bill that a part was assigned to, and the receipt that tells of it there. */
    billId: id.optional(),
    receiptId: id.optional(),
  }),
})
/** One movement of the suspense account, as consumers get it. */
export type SuspenseMovement = z.output<typeof suspenseMoved.data>

/** An order to the treasury to pay out of an income account. */
export const returnOrdered = defineEvent({
  service: 'contribution',
  name: 'return-ordered',
  version: 1,
  summary:
    'The treasury is asked to pay money that fits no bill out of an income account: back to whoever paid it, or to the city whose bill it pays. An order is paid once, whatever its attempt.',
  data: z.strictObject({
    orderId: id,
    city,
    scheme,
    payee,
    purpose: z.enum(['return', 'transfer']),
    amount: positiveAmount,
    orderedOn: day,
    /** Which time it is ordered, after attempts that failed; absent: the first. */
    attempt: z.int().min(2).optional(),
  }),
})

/** Whose account a bank credited interest on. */
export const heldIn = z.enum(['income', 'special'])

/** What the treasury tells of interest that a bank credited. The amount says its unit. */
export const interestPaid = defineEvent({
  service: 'treasury',
  name: 'interest-paid',
  version: 1,
  summary: 'A bank credited interest on the income account or the special account of a city and scheme.',
  data: z
    .strictObject({
      ...{ city, scheme, heldIn },
      amountFen: positiveAmount.optional(),
      amountYuan: positiveYuan.optional(),
      creditedOn: day,
      treasuryRef: id,
    })
    .refine(
      ({ amountFen, amountYuan }) => isSaidOnce({ fen: amountFen, yuan: amountYuan }),
      'exactly one of amountFen and amountYuan',
    ),
})

/** Interest on an account of the fund, recorded once. */
export const interestCredited = defineEvent({
  service: 'contribution',
  name: 'interest-credited',
  version: 1,
  summary:
    'Interest came to the income account or the special account of a city and scheme: what the income account received of it is swept with the rest.',
  data: z.strictObject({
    interestId: id,
    ...{ scheme, city, fundYear, heldIn },
    amount: positiveAmount,
    creditedOn: day,
  }),
})

/** What a month of a fund is stated by, line by line. */
export const statedLines = [
  'issued',
  'paid',
  'refunded',
  'taken-off',
  'suspense',
  'interest',
  'swept',
] as const
export type StatedLineName = (typeof statedLines)[number]

/** One line: of which kind, by or for whom, how many facts, and what they come to for the pool and for personal accounts. */
export const statedLine = z.strictObject({
  line: z.enum(statedLines),
  /**
   * What of the line: the kind of bill issued; a premium or a late fee; written off, waived or put back; received in
   * suspense, assigned or returned; the account that bore interest; swept or come back.
   */
  of: z.string().min(1).max(30),
  payer: payer.optional(),
  count: z.int().min(0),
  pooled: signedAmount,
  account: signedAmount,
})
export type StatedLine = z.output<typeof statedLine>

/** What a payer had open at the beginning of a month and at its end. */
export const statedBalance = z.strictObject({ payer, opening: signedAmount, closing: signedAmount })
export type StatedBalance = z.output<typeof statedBalance>

/** What a month came to in the contribution service, for the ledger to be held against. */
export const monthStated = defineEvent({
  service: 'contribution',
  name: 'month-stated',
  version: 1,
  summary:
    'What a month of a city and scheme came to: bills issued, payments and refunds, write-offs, money in suspense, interest and sweeps, each with its count; the highest revision of a month holds.',
  data: z.strictObject({
    ...{ city, scheme, month },
    revision: z.int().min(1).max(9999),
    statedOn: day,
    /** The statement whose closing balances it opens with; absent: the month before is not stated. */
    after: z.strictObject({ month, revision: z.int().min(1) }).optional(),
    lines: z.array(statedLine).max(200),
    balances: z.array(statedBalance).max(20),
  }),
})

/** How many bills or messages an event of the exchange with the tax authority names at most. */
export const mostExchanged = 40

/** What is due on bills changed, or is new: the service itself hears of it and tells the tax authority. */
export const duesChanged = defineEvent({
  service: 'contribution',
  name: 'dues-changed',
  version: 1,
  summary: 'What is to be collected on bills is new or changed, apart from what was paid of it.',
  data: z.strictObject({ billIds: z.array(id).min(1).max(mostExchanged) }),
})

/** What is still to be paid of a resident's bill of a year that was corrected upwards. */
const difference = z.strictObject({
  personId: id,
  /** The bill of the difference, and the one that it corrects. */
  billId: id,
  of: id,
  /** The last day on which what the corrected bill gives stands without it. */
  dueOn: day,
  /** 1 when it was issued, one more each time it became complete or short. The highest holds. */
  turn: z.int().min(1),
  /** The day on which the last money came that it is complete with; absent while it is not. */
  paidOn: day.optional(),
})
export type ResidentDifference = z.output<typeof difference>

/** What is still to be paid of residents' bills, and that it was: enrolment goes by it. */
export const differencesChanged = defineEvent({
  service: 'contribution',
  name: 'differences-changed',
  version: 1,
  summary:
    "What is still to be paid of residents' bills that were corrected upwards is new, was paid, or is short again: until the day it is due the bill gives what it gave, after it nothing while it is unpaid.",
  data: z.strictObject({ differences: z.array(difference).min(1).max(mostExchanged) }),
})

/** The kinds of messages of the exchange, in the order of their codes: 1 add, 2 change, 3 end, 4 difference, 5 cancel. */
export const exchangeKinds = ['add', 'change', 'end', 'difference', 'cancel'] as const
export type ExchangeKind = (typeof exchangeKinds)[number]

/** What is to be collected on a bill, as a message of the exchange says it. */
export const leviedDues = z.strictObject({
  /** The tax authority's code of what is levied (征收品目). */
  levyItem: z.string().min(1).max(20),
  /** 1: a month; 2: a year. */
  period: z.int().min(1).max(3),
  from: month,
  to: month,
  dueOn: day,
  employerId: id.optional(),
  personId: id.optional(),
  /** The bill that this one corrects or is the late fee of. */
  ofBill: id.optional(),
  /** What each payer is to pay; less than nothing: gets back. */
  dues: z.array(z.strictObject({ payer, amount: signedAmount })),
})
export type LeviedDues = z.output<typeof leviedDues>

/** Messages to the tax authority: what it is to collect from now on. */
export const duesSent = defineEvent({
  service: 'contribution',
  name: 'dues-sent',
  version: 1,
  summary:
    'The tax authority is told what it is to collect on bills of a city: messages that add, change, end, correct by a difference, or cancel. A message has one number for ever; the next on a bill goes out when the one before is answered.',
  data: z.strictObject({
    city,
    messages: z
      .array(
        z.strictObject({
          messageId: id,
          billId: id,
          scheme,
          /** 1 add, 2 change, 3 end, 4 difference, 5 cancel. */
          type: z.int().min(1).max(5),
          sentOn: day,
          /** The message that was refused, in whose place this one is sent. */
          corrects: id.optional(),
          content: leviedDues,
        }),
      )
      .min(1)
      .max(mostExchanged),
  }),
})

/** What the tax authority answers to a message. */
export const exchangeAnswer = z
  .strictObject({
    messageId: id,
    result: z.enum(['received', 'refused']),
    /** The tax authority's code; 10000 means success. */
    code: z.string().min(1).max(20),
    reason: z.string().trim().min(1).max(500).optional(),
  })
  .refine(({ result, reason }) => result === 'received' || reason !== undefined, 'a refusal says why')

export const duesAnswered = defineEvent({
  service: 'tax',
  name: 'dues-answered',
  version: 1,
  summary: 'The tax authority received messages of what is due, or refused them with its reason.',
  data: z.strictObject({ answers: z.array(exchangeAnswer).min(1).max(100) }),
})

const hand = z.strictObject({ subject: z.string().min(1), division: z.string().regex(/^34\d{4}$/), on: day })

/** An employer that was struck off covers nobody any more: two officers decided that its people leave it. */
export const employerEnded = defineEvent({
  service: 'contribution',
  name: 'employer-ended',
  version: 1,
  summary:
    'An employer was struck off, and two officers decided that whom it still covers leave it with the month of the strike-off.',
  data: z.strictObject({
    employerId: id,
    city,
    struckOn: day,
    /** The last day that the employer covers anybody. */
    lastDay: day,
    /** The number of the document that the decision rests on. */
    document: z.string().min(3).max(100),
    proposed: hand,
    decided: hand,
    /** Which time it ended, where it ended before and that was corrected; absent: the first. */
    time: z.int().min(2).max(99).optional(),
  }),
})

/** What became of money that an account was to pay on a relative's bill: it paid, it was refused, or some of it came back. */
const premiumOutcomes = ['paid', 'refused', 'returned'] as const

/** Whether a residents' bill took what the account of a relative was to pay on it; and what of it was refunded since. */
export const familyPremiumAnswered = defineEvent({
  service: 'contribution',
  name: 'family-premium-answered',
  version: 1,
  summary:
    'A residents’ bill took what a relative’s personal account pays on it, or it did not and the account gets it back; or money of it was refunded, which goes back to the account.',
  data: z.strictObject({
    ...{ premiumId: id, owner: id, billId: id },
    outcome: z.enum(premiumOutcomes),
    /** Of a refund: the receipt that it stands in. */
    refundId: id.optional(),
    /** Whose employees' fund leads the account. */
    city,
    /** Whose residents' fund the bill is of; absent where it was refused. */
    at: city.optional(),
    amount: positiveAmount,
    on: day,
    /** Why it was refused: a code of the table of refusals. */
    reason: z.string().min(1).max(100).optional(),
  }),
})
