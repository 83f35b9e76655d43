import * as z from 'zod'

/** What a report is made with, one by one or by a list. */
export const documentNumber = z
  .string()
  .trim()
  .min(3)
  .max(100)
  .meta({ description: 'the number of the document' })
export const reportReason = z.string().trim().min(2).max(500)
