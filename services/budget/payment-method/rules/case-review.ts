import * as z from 'zod'
import { day, fundYear, id } from '#shared/contracts/fields.ts'

/** What experts decided on a case whose cost is far above its group's mean: the coefficient it counts with. */
export const caseReviewFields = {
  year: fundYear,
  claimId: id,
  coefficient: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'a coefficient has at most four decimals'),
  reason: z.string().min(1).max(500),
  on: day,
}
/** The institution is absent on reviews of earlier releases. */
export const caseReview = z.strictObject({ ...caseReviewFields, institution: id.optional(), by: z.string() })
export type CaseReview = z.output<typeof caseReview>
