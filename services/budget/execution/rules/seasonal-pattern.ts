import * as z from 'zod'
import { must } from '#shared/kernel/errors.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, quotient } from '#shared/money/rate.ts'

const twelveWeights = z
  .array(z.string().regex(/^\d+(\.\d+)?$/))
  .length(12)
  .refine((weights) => weights.some((weight) => Number(weight) > 0), 'a month at least counts')

/** How income and expenditure lie over the months of a year, by scheme, from the pattern of earlier years. */
export const seasonalPatterns = z.strictObject({
  employee: z.strictObject({ income: twelveWeights, expenditure: twelveWeights }),
  resident: z.strictObject({ income: twelveWeights, expenditure: twelveWeights }),
})
export type SeasonalPattern = z.output<typeof seasonalPatterns>['employee']

const total = (weights: readonly Rate[]) =>
  weights.reduce<Exact>((sum, weight) => sum.plus(weight), new Exact(0))

/** The share of a year that usually lies in its months up to `through` (1 to 12), to four decimals. */
export const seasonalShare = (weights: readonly Rate[], through: number): number => {
  const whole = total(weights)
  must(whole.greaterThan(0), 'pattern.empty', 'a seasonal pattern has a month that counts')
  return quotient(total(weights.slice(0, through)), whole, 4)
}
