import type { Fen } from '#shared/money/fen.ts'
import { Exact, times } from '#shared/money/rate.ts'
import type { Step } from '../../total-control/rules/derivation.ts'
import type { CarePart } from '../../total-control/rules/parts.ts'
import type { GrowthBounds, SplitRules } from './split-rules.ts'
import { movedBy } from './split-rules.ts'

/** What an institution did in a year, by kind of care: what the pool paid for it, and effective volume (stays, visits). */
export type PastYear = { readonly paid: Fen; readonly volume: number }

/** A year of an institution. */
export type CareYear = { readonly inpatient: PastYear; readonly outpatient: PastYear }

/** What a quota is worked out from. Years stand in order, the last one last; a new institution has fewer, or none. */
export type QuotaCandidate = {
  readonly institution: string
  readonly level: 1 | 2 | 3
  readonly category: string
  readonly firstReferral: boolean
  readonly years: readonly CareYear[]
  /** What an institution without any year is expected to be paid, and why. */
  readonly expected?:
    | { readonly inpatient: Fen; readonly outpatient: Fen; readonly reason: string }
    | undefined
}

/** What a candidate counts for in one kind of care, within which bounds, and how that came about. */
export type WeighedCandidate = {
  readonly institution: string
  readonly weight: Exact
  readonly least: Fen
  readonly most?: Fen | undefined
  readonly steps: readonly Step[]
}

/** Decimals of the figures that are shown; the arithmetic goes on with the exact ones. */
const shown = (figure: Exact): string => figure.toDecimalPlaces(6).toFixed()

const historyStep = (
  candidate: QuotaCandidate,
  part: 'inpatient' | 'outpatient',
  weights: readonly string[],
) => {
  const { years, expected } = candidate
  if (years.length === 0) {
    const amount = expected?.[part] ?? 0
    return { base: new Exact(amount), step: { rule: 'expected', part, given: { amount }, gives: amount } }
  }
  // A younger institution's years count as the last ones do.
  const used = weights.slice(-years.length)
  const total = used.reduce((all, weight) => all.plus(weight), new Exact(0))
  const base = years
    .reduce((all, year, index) => all.plus(new Exact(year[part].paid).times(used[index] ?? 0)), new Exact(0))
    .div(total)
  const given = Object.fromEntries(
    years.flatMap((year, index) => [
      [`paid${index + 1}`, year[part].paid],
      [`weight${index + 1}`, used[index] ?? '0'],
    ]),
  )
  return { base, step: { rule: 'history', part, given, gives: shown(base) } }
}

/** Last year's effective volume against the mean of the years before it, as a change. */
const volumeStep = (candidate: QuotaCandidate, part: 'inpatient' | 'outpatient', { volume }: SplitRules) => {
  const volumes = candidate.years.map((year) => year[part].volume)
  const last = volumes.at(-1) ?? 0
  const before = volumes.slice(0, -1)
  const mean = before.reduce((all, each) => all.plus(each), new Exact(0)).div(Math.max(1, before.length))
  const factor = mean.isZero() ? new Exact(1) : movedBy(new Exact(last).div(mean).minus(1), volume)
  const given = { last, meanBefore: shown(mean), elasticity: volume.elasticity }
  return { factor, step: { rule: 'volume', part, given, gives: shown(factor) } }
}

/** The factors that do not depend on the kind of care; those that count as one leave no step. */
const fixedFactors = ({ level, category, firstReferral }: QuotaCandidate, rules: SplitRules): Step[] => {
  const isPrimary = rules.primary.categories.includes(category)
  return [
    { rule: 'level', given: { level }, gives: rules.levels[level] },
    { rule: 'category', given: { category }, gives: rules.categories[category] ?? '1' },
    { rule: 'first-referral', given: {}, gives: firstReferral ? rules.firstReferral : '1' },
    { rule: 'primary-tilt', given: { category }, gives: isPrimary ? rules.primary.factor : '1' },
  ].filter(({ gives }) => !new Exact(gives).equals(1))
}

/** Up to which changes against last year a quota may go; a new institution has no last year. */
const boundsOf = (
  candidate: QuotaCandidate,
  part: 'inpatient' | 'outpatient',
  { least, most }: GrowthBounds,
) => {
  const last = candidate.years.at(-1)?.[part].paid
  if (last === undefined || last <= 0) return { least: 0 }
  return {
    least: times(last, new Exact(least).plus(1)),
    most: times(last, new Exact(most).plus(1)),
  }
}

/**
 * What an institution counts for in a kind of care: its weighted history, moved by its effective volume. Its level and
 * category, the duty of first referral and the tilt to primary care move it too (total control, 三(三)).
 */
export const weighInstitution = (
  candidate: QuotaCandidate,
  part: Exclude<CarePart, 'all'>,
  rules: SplitRules,
  growth: GrowthBounds,
): WeighedCandidate => {
  const { base, step: history } = historyStep(candidate, part, rules.history)
  const { factor, step: volume } = volumeStep(candidate, part, rules)
  const fixed = fixedFactors(candidate, rules).map((step) => ({ ...step, part }))
  const weight = fixed.reduce((all, { gives }) => all.times(gives), base.times(factor))
  return {
    institution: candidate.institution,
    weight,
    ...boundsOf(candidate, part, growth),
    steps: [
      history,
      volume,
      ...fixed,
      { rule: 'weight', part, given: { base: shown(base), volume: shown(factor) }, gives: shown(weight) },
    ],
  }
}
