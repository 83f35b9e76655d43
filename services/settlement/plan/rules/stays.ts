import * as z from 'zod'

/** How the deductible of a stay that continues an earlier one is taken: what is missing of it, not at all, or anew. */
const continuedDeductible = z.enum(['topUp', 'waived', 'again'])

/**
 * A stay that counts as one with an earlier one. It began within so many days of leaving another hospital (a transfer),
 * the same one (a readmission) or any. It is for the same main diagnosis or any.
 */
const oneStay = z.strictObject({
  withinDays: z.int().min(0).max(366),
  institution: z.enum(['other', 'same', 'any']).default('other'),
  diagnosis: z.enum(['same', 'any']).default('any'),
  deductible: continuedDeductible,
})
export type OneStay = z.output<typeof oneStay>
/** Rules of stays that count as one; the first that holds is taken. */
export const oneStayRules = z.union([oneStay.transform((only) => [only]), z.array(oneStay).min(1)])

/**
 * Which year a stay across the year's end belongs to: that of discharge, that of admission, or neither. Where each year
 * pays its own (`split`), the institution settles up to the last day of December and from January on, as two claims.
 */
export const yearsOfStay = ['discharge', 'admission', 'split'] as const
