import * as z from 'zod'
import { month, scheme } from '#shared/contracts/fields.ts'

/** What a report is made with, one by one or by a list. */
export const documentNumber = z
  .string()
  .trim()
  .min(3)
  .max(100)
  .meta({ description: 'the number of the document' })
/** When somebody was insured elsewhere, in order of time. */
export const periodsElsewhere = z
  .array(z.strictObject({ scheme, from: month, to: month }))
  .min(1)
  .max(60)
  .meta({ description: 'months on end insured elsewhere, in order, the last included' })
export const reportReason = z.string().trim().min(2).max(500)
