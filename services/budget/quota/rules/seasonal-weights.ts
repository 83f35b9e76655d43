import * as z from 'zod'

/** The weight of each month, as decimals. */
export const seasonalWeights = z.array(z.string()).length(12)

/** How a year's quotas are spread over its months, by scheme. */
export const seasonalTable = z.strictObject({
  employee: seasonalWeights,
  resident: seasonalWeights,
})
