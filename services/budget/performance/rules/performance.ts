import * as z from 'zod'
import type { Phrase } from '#shared/kernel/language.ts'
import { Exact, ratioText } from '#shared/money/rate.ts'
import { makeOne, stepsFallToZero } from '#shared/policy/bands.ts'

/** What a budget's year is evaluated by; all of it from books, claims and contributions. */
export const performanceIndicators = [
  'collection-rate',
  'budget-execution',
  'current-balance',
  'months-payable',
  'cost-per-claim',
] as const
export type PerformanceIndicator = (typeof performanceIndicators)[number]

/** What each indicator is, for whoever reads a score. */
export const indicatorWords: Readonly<Record<PerformanceIndicator, Phrase>> = {
  'collection-rate': { zh: '征缴率（实收÷应收）', en: 'what came in ÷ what was due' },
  'budget-execution': {
    zh: '预算执行率（清算后支出÷首次批复预算支出）',
    en: 'the cleared cost ÷ the expenditure of the first approved budget',
  },
  'current-balance': { zh: '当年收支比（清算后收入÷支出）', en: 'the cleared income ÷ the cleared cost' },
  'months-payable': { zh: '可支付月数', en: 'the months that the balance would pay' },
  'cost-per-claim': {
    zh: '次均费用增长（本年÷上年）',
    en: 'what a claim cost the pool ÷ what one cost the year before',
  },
}

const decimal = z.string().regex(/^\d+(\.\d{1,4})?$/)
/** A target, which is more than nothing. */
export const target = decimal.refine((text) => Number(text) > 0, 'more than nothing')

/** The indicators in force with their weights, and the targets that hold where a budget sets none. */
export const indicatorTable = z
  .array(
    z.strictObject({
      indicator: z.enum(performanceIndicators),
      weight: decimal,
      target,
      better: z.enum(['higher', 'lower']),
    }),
  )
  .min(1)
  .refine((all) => makeOne(all.map(({ weight }) => weight)), 'the weights make one')
  .refine(
    (all) => new Set(all.map(({ indicator }) => indicator)).size === all.length,
    'each indicator stands once',
  )
export type IndicatorTable = z.output<typeof indicatorTable>

/** Points by how far a target is attained, the most first. */
export const pointsTable = z
  .array(z.strictObject({ fromAttained: decimal, points: z.int().min(0).max(100) }))
  .min(1)
  .refine(
    (steps) => stepsFallToZero(steps.map(({ fromAttained }) => fromAttained)),
    'the steps fall, and the last starts at nothing',
  )
export type PointsTable = z.output<typeof pointsTable>

export type Targets = Readonly<Partial<Record<PerformanceIndicator, string>>>
/** What an indicator came to; one that cannot be measured is absent. */
export type Actuals = Readonly<Partial<Record<PerformanceIndicator, string>>>

/** An indicator as it was scored; one that cannot be measured has no points, and its weight falls to the others. */
export type Scored = {
  readonly indicator: PerformanceIndicator
  readonly weight: string
  readonly target: string
  readonly actual: string | null
  /** How far the target is attained, to 4 decimals. */
  readonly attained: string | null
  readonly points: number | null
}

export type Score = { readonly indicators: readonly Scored[]; readonly score: number }

const attainedBy = (actual: string, wanted: string, better: 'higher' | 'lower'): Exact => {
  const [is, aim] = [new Exact(actual), new Exact(wanted)]
  if (better === 'higher') return is.isNegative() ? new Exact(0) : is.dividedBy(aim)
  return is.lessThanOrEqualTo(aim) ? new Exact(1) : aim.dividedBy(is)
}

const pointsOf = (attained: Exact, steps: PointsTable): number =>
  steps.find(({ fromAttained }) => attained.greaterThanOrEqualTo(fromAttained))?.points ?? 0

/**
 * Scores a year: each indicator's points by how far its target is attained, weighted by what can be measured, and the sum
 * rounded half up to a whole. Undefined where nothing can be measured.
 */
export const scoreOf = (
  { targets, actuals }: { readonly targets: Targets; readonly actuals: Actuals },
  table: IndicatorTable,
  steps: PointsTable,
): Score | undefined => {
  const indicators = table.map(({ indicator, weight, target: usual, better }): Scored => {
    const wanted = targets[indicator] ?? usual
    const actual = actuals[indicator]
    const of = { indicator, weight, target: wanted }
    if (actual === undefined) return { ...of, actual: null, attained: null, points: null }
    const attained = attainedBy(actual, wanted, better)
    return { ...of, actual, attained: ratioText(attained, 4), points: pointsOf(attained, steps) }
  })
  const measured = indicators.flatMap(({ weight, points }) => (points === null ? [] : [{ weight, points }]))
  const whole = measured.reduce<Exact>((total, { weight }) => total.plus(weight), new Exact(0))
  if (whole.isZero()) return undefined
  const points = measured.reduce<Exact>(
    (total, each) => total.plus(new Exact(each.weight).times(each.points)),
    new Exact(0),
  )
  return { indicators, score: points.dividedBy(whole).toDecimalPlaces(0).toNumber() }
}

/** Factors on the most growth of the next budget's expenditure, the best score first. */
export const draftingTable = z
  .array(z.strictObject({ fromScore: z.int().min(0).max(100), factor: decimal }))
  .min(1)
  .refine(
    (steps) => stepsFallToZero(steps.map(({ fromScore }) => fromScore)),
    'the steps fall, and the last starts at score 0',
  )

/** The factor that a score gives. */
export const draftingFactor = (score: number, steps: z.output<typeof draftingTable>): string =>
  steps.find(({ fromScore }) => score >= fromScore)?.factor ?? '1'
