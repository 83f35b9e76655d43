import * as z from 'zod'

/** The weight of each month, as decimals; one at least counts. */
export const seasonalWeights = z
  .array(z.string().regex(/^\d+(\.\d+)?$/, { error: 'not a decimal', abort: true }))
  .length(12)
  .refine((weights) => weights.some((weight) => Number(weight) > 0), 'a month at least counts')

/** How a year's quotas are spread over its months, by scheme. */
export const seasonalTable = z.strictObject({
  employee: seasonalWeights,
  resident: seasonalWeights,
})
