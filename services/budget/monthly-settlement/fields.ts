import * as z from 'zod'
import { id, month, signedAmount } from '#shared/contracts/fields.ts'
import { fundFields } from '../ledger/fields.ts'

/** How far an answer to a statement is. */
export const answerState = z.enum(['confirmed', 'contested', 'decided'])

/** What is shown of a monthly statement: its fields, not its keys. */
export const statement = z.object({
  ...fundFields,
  institution: id,
  month,
  claimed: signedAmount,
  controlled: signedAmount,
  others: signedAmount,
  differences: z.strictObject({ inpatient: signedAmount, outpatient: signedAmount }),
  quotaToDate: signedAmount.nullable(),
  within: signedAmount,
  suspended: signedAmount,
  releases: z.literal(true).optional(),
  deposit: signedAmount,
  depositShare: z.string(),
  owedBack: signedAmount,
  carriedBefore: signedAmount,
  carried: signedAmount,
  ordered: signedAmount,
  visitors: z
    .strictObject({
      claimed: signedAmount,
      carriedBefore: signedAmount,
      carried: signedAmount,
      ordered: signedAmount,
    })
    .optional()
    .meta({ description: 'For persons insured in other cities: paid as claimed, apart from all the rest' }),
  entryId: z.string(),
  orderId: z.string().optional(),
  visitorsOrderId: z.string().optional(),
  differenceEntryId: z.string().optional(),
})
