import * as z from 'zod'
import type { Fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, roundToFen, times } from '#shared/money/rate.ts'
import { bandsRise, notRising, stepsFallToZero } from '#shared/policy/bands.ts'

/** Why a city may ask the fund to share its gap (皖政办〔2024〕3号 一(五)). */
export const gapCauses = [
  'policy-change',
  'major-epidemic',
  'reasonable-spending',
  'dependency-ratio',
] as const
export type GapCause = (typeof gapCauses)[number]

/** A share of a whole, as the policy's tables write one. */
export const ratio = z.string().regex(/^(0(\.\d+)?|1(\.0+)?)$/)

/** Whether the last band reaches all that counts: what counts and lies in no band would be shared by nothing. */
const reaches = (
  bands: readonly { readonly upToShareOfPlan?: string | undefined }[],
  most: string,
): boolean => {
  const last = bands.at(-1)?.upToShareOfPlan
  return last === undefined || Number(last) >= Number(most)
}

/** A gap rule as policy data has it; bands are cumulative edges on the plan, each slice shared at its own rate. */
export const gapRule = z
  .strictObject({
    /** `deficit`: expenditure over income; `over-plan`: expenditure over the planned expenditure. */
    measure: z.enum(['deficit', 'over-plan']),
    eligibleUpToShareOfPlan: ratio,
    bands: z
      .array(z.strictObject({ upToShareOfPlan: ratio.optional(), fundShare: ratio }))
      .min(1)
      .refine((bands) => bandsRise(bands.map(({ upToShareOfPlan }) => upToShareOfPlan)), notRising),
  })
  .refine(({ bands, eligibleUpToShareOfPlan: most }) => reaches(bands, most), 'the bands reach what counts')
export type GapRule = z.output<typeof gapRule>

/** Factors on the fund's share, best score first. */
export const assessmentRule = z
  .array(z.strictObject({ fromScore: z.int().min(0).max(100), factor: ratio }))
  .min(1)
  .refine(
    (steps) => stepsFallToZero(steps.map(({ fromScore }) => fromScore)),
    'the steps fall, and the last starts at score 0',
  )
export type AssessmentRule = z.output<typeof assessmentRule>

/** The figures of a closed fund year that a gap is measured by. */
export type YearFigures = {
  readonly income: Fen
  readonly expenditure: Fen
  readonly plannedExpenditure: Fen
}

/** A gap in its parts: `gap = eligible + ineligible`, `eligible = own + fund + local`. */
export type SharedGap = {
  readonly gap: Fen
  readonly eligible: Fen
  readonly ineligible: Fen
  /** What the city's accumulated balance covers before the fund does; absent on what was shared without it. */
  readonly own?: Fen
  readonly fund: Fen
  readonly local: Fen
}

/** A closed year's gap by the rule's measure, never negative. */
export const gapOf = ({ income, expenditure, plannedExpenditure }: YearFigures, { measure }: GapRule): Fen =>
  Math.max(0, expenditure - (measure === 'deficit' ? income : plannedExpenditure))

/** The part of a gap that may count at most: up to the rule's share of the plan. */
export const mostEligible = (gap: Fen, plan: Fen, { eligibleUpToShareOfPlan }: GapRule): Fen =>
  Math.min(gap, times(plan, eligibleUpToShareOfPlan))

/** The factor for an assessment score: that of the highest step the score reaches. */
export const assessmentFactor = (score: number, steps: AssessmentRule): string =>
  [...steps].sort((a, b) => b.fromScore - a.fromScore).find(({ fromScore }) => score >= fromScore)?.factor ??
  '0'

/**
 * Shares a gap between the fund and the city. The city's own balance covers it first, up to what `own` is available. Each
 * further slice between two band edges (shares of the plan) is shared at its own rate. The sum times the assessment factor
 * is rounded once to the fen, and is `most` at most. What the bands do not reach, and what is not eligible, the city bears.
 * Plan 10,000 with a gap of 4,000, eligible up to 30 % = 3,000, fund 80 % = 2,400: local 600, ineligible 1,000.
 */
export const shareGap = ({
  gap,
  eligible,
  plan,
  rule,
  factor,
  own: available,
  most,
}: {
  readonly gap: Fen
  /** What counts, at most `mostEligible`; less when part of the gap has another cause. */
  readonly eligible: Fen
  readonly plan: Fen
  readonly rule: GapRule
  readonly factor: Rate
  readonly own?: Fen
  readonly most?: Fen
}): SharedGap => {
  const own = Math.min(eligible, available ?? 0)
  let shared = new Exact(0)
  let lower = new Exact(own)
  for (const band of rule.bands) {
    const edge =
      band.upToShareOfPlan === undefined ? new Exact(eligible) : new Exact(plan).times(band.upToShareOfPlan)
    const upper = edge.lessThan(eligible) ? edge : new Exact(eligible)
    if (upper.greaterThan(lower)) shared = shared.plus(upper.minus(lower).times(band.fundShare))
    lower = upper.greaterThan(lower) ? upper : lower
  }
  const byBands = roundToFen(shared.times(factor))
  const fund = Math.min(byBands, most ?? byBands)
  return {
    ...{ gap, eligible, ineligible: gap - eligible, fund, local: eligible - own - fund },
    ...(available === undefined ? {} : { own }),
  }
}
