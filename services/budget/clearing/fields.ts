import * as z from 'zod'
import { amount, day, fundYear, id, signature, signedAmount, yearInText } from '#shared/contracts/fields.ts'
import { costByLine } from '../cleared-cost/fields.ts'
import { fundFields } from '../ledger/fields.ts'
import { clearingStates } from './rules/statement.ts'

const share = z.string()
const byCare = <Shape extends z.ZodType>(shape: Shape) =>
  z.strictObject({ inpatient: shape, outpatient: shape })

export const boundReached = z.enum(['share', 'floor', 'ceiling', 'top-up', 'rate', 'nil'])

const careYear = z.strictObject({
  accrued: signedAmount,
  claimed: signedAmount.optional(),
  final: signedAmount,
  banded: z.boolean(),
  pool: z.string().optional(),
  saved: amount.optional(),
  mostPaid: share.optional(),
  bound: boundReached.optional(),
  worth: z
    .strictObject({
      share: amount,
      floor: amount,
      ceiling: amount,
      toppedUp: amount,
      deducted: signedAmount,
    })
    .optional(),
  quota: amount.nullable(),
})

const basis = z.strictObject({
  terms: z.strictObject({
    overspend: z.array(z.strictObject({ upTo: share.optional(), fund: share })),
    surplus: z.array(z.strictObject({ upTo: share.optional(), kept: share })),
    surplusCap: share.optional(),
    reasonableOverrun: z.strictObject({ growthAbove: share, fund: share, upTo: share }).optional(),
    depositReturn: z.array(z.strictObject({ from: share, returned: share })),
    surplusByScore: z.array(z.strictObject({ from: share, kept: share })).optional(),
    failingScore: share.optional(),
  }),
  care: byCare(careYear),
  within: signedAmount,
  suspended: signedAmount,
  deposits: signedAmount,
  advance: amount,
  recovered: signedAmount,
  growth: share,
  score: share,
  adjustment: signedAmount,
})

const cleared = z.strictObject({
  quota: amount.nullable(),
  actual: signedAmount,
  overspend: amount,
  reasonable: amount,
  compensated: amount,
  shared: amount,
  surplus: amount,
  kept: amount,
  byMethod: signedAmount,
  accepted: signedAmount,
  adjustment: signedAmount,
  suspended: signedAmount,
  within: signedAmount,
  deposits: signedAmount,
  depositReturned: signedAmount,
  depositForfeited: signedAmount,
  advance: amount,
  recovered: signedAmount,
  unpaid: byCare(signedAmount),
  ordered: amount,
  owedBack: amount,
})

/** What is shown of a clearing statement: what the year was cleared on, what it comes to, and who did what to it. */
export const clearingAnswer = z.object({
  institution: id,
  year: fundYear,
  state: z.enum(clearingStates),
  agreementVersion: z.int(),
  basis,
  cleared,
  proposed: signature,
  answerBy: day,
  told: day.optional(),
  answerDays: z.int().optional(),
  confirmed: signature.optional(),
  disputed: signature.extend({ reason: z.string() }).optional(),
  decided: signature
    .extend({
      reason: z.string(),
      adjustment: signedAmount,
      score: share.optional(),
      growth: share.optional(),
      mostOfClaimed: share.optional(),
    })
    .optional(),
  locked: signature.extend({ runId: z.string() }).optional(),
  costs: costByLine.optional(),
  entryId: z.string().optional(),
  orderId: z.string().optional(),
})

/** The same with its fund. */
export const clearingOfInstitution = clearingAnswer.extend(fundFields)

/** Where an institution's statement is found. */
export const clearingPath = '/v1/budget/clearings/{city}/{scheme}/{year}/{institution}'
export const clearingParams = z.object({ ...fundFields, year: yearInText, institution: id })
