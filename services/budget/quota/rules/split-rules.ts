import * as z from 'zod'
import { Exact } from '#shared/money/rate.ts'
import { inOrder, makeOne } from '#shared/policy/bands.ts'

// What is no decimal is not compared with another: the rules below compute with it.
const decimal = z.string().regex(/^\d{1,6}(\.\d{1,8})?$/, { error: 'not a decimal', abort: true })
const signedDecimal = z.string().regex(/^-?\d{1,6}(\.\d{1,8})?$/, { error: 'not a decimal', abort: true })

/** By how much a quota may change against last year: shares, `-0.10` for a tenth less. */
export const growthBounds = z
  .strictObject({ least: signedDecimal, most: signedDecimal })
  .refine(
    ({ least, most }) =>
      new Exact(least).greaterThanOrEqualTo(-1) && new Exact(least).lessThanOrEqualTo(most),
    'the least change is not above the most, nor below the whole',
  )
export type GrowthBounds = z.output<typeof growthBounds>

const clampedElasticity = { elasticity: decimal, least: decimal, most: decimal }
const outOfOrder = 'the least is not above the most'

/** How a target is divided before it is negotiated, as policy data says it (total control, 三(三)). */
export const splitRules = z.strictObject({
  /** What each of three years counts, the last one last. */
  history: z.array(decimal).length(3).refine(makeOne, 'the three years count 1 together'),
  /** How far a change of effective volume moves a share: `1 + elasticity × change`, within bounds. */
  volume: z.strictObject(clampedElasticity).refine(inOrder, outOfOrder),
  levels: z.strictObject({ '1': decimal, '2': decimal, '3': decimal }),
  /** By category; one that is not named counts as it is. */
  categories: z.record(z.string(), decimal),
  /** For institutions with the duty of seeing patients first. */
  firstReferral: decimal,
  /** The tilt to primary care. */
  primary: z.strictObject({ categories: z.array(z.string()), factor: decimal }),
  growth: growthBounds,
})
export type SplitRules = z.output<typeof splitRules>

/** When and how quotas follow a change of volume in the middle of a year (total control, 三(七)). */
export const adjustmentRules = z
  .strictObject({ threshold: decimal, ...clampedElasticity })
  .refine(inOrder, outOfOrder)
export type AdjustmentRules = z.output<typeof adjustmentRules>

/** `1 + elasticity × change`, within its bounds. */
export const movedBy = (
  change: Exact,
  { elasticity, least, most }: { readonly elasticity: string; readonly least: string; readonly most: string },
): Exact => {
  const factor = change.times(elasticity).plus(1)
  if (factor.lessThan(least)) return new Exact(least)
  return factor.greaterThan(most) ? new Exact(most) : factor
}
