import type { FundYear } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact } from '#shared/money/rate.ts'
import type { Step } from '../../total-control/rules/derivation.ts'
import type { Parts } from '../../total-control/rules/parts.ts'

/** What an institution counts for in the split: its history, level and volume, as a weight someone can read. */
export type WeightedInstitution = { readonly institution: string; readonly weight: string }

/** What a fund may pay an institution in a year and up to each month, and how it came about. */
export type Quota = {
  readonly institution: string
  readonly amount: Fen
  /** Twelve months from January; they sum to the amount. */
  readonly months: readonly Fen[]
  /** The amount by kind of care, where the plan tells care apart. */
  readonly amounts?: Parts
  /** The group that it was negotiated in. */
  readonly group?: string
  readonly derivation: WeightDerivation | StepDerivation
}

/** `amount = target × weight ÷ weights`, with the fen left over by largest remainder. */
type WeightDerivation = {
  readonly target: Fen
  readonly weight: string
  readonly weights: string
  readonly seasonalWeights: readonly Rate[]
}

/** The steps of a quota that was worked out by formula and negotiated, in order. */
type StepDerivation = { readonly steps: readonly Step[]; readonly seasonalWeights: readonly Rate[] }

/** How an area's target is divided. */
export type SplitTarget = {
  readonly year: FundYear
  readonly target: Fen
  readonly institutions: readonly WeightedInstitution[]
  /** How the year's spending lies over its months, from January. */
  readonly seasonalWeights: readonly Rate[]
}

/**
 * Splits an area's target into quotas of its institutions and each quota into its months; both sum to the fen.
 * Institutions are divided in order of their codes, so that the order of a list does not move a fen.
 */
export const splitTarget = ({ target, institutions, seasonalWeights }: SplitTarget): Quota[] => {
  must(seasonalWeights.length === 12, 'quota.months', 'a seasonal pattern has twelve months')
  const ordered = [...institutions].sort((a, b) => (a.institution < b.institution ? -1 : 1))
  const weights = ordered.reduce((total, { weight }) => total.plus(weight), new Exact(0)).toFixed()
  const amounts = allocate(
    target,
    ordered.map(({ weight }) => weight),
  )
  return ordered.map(({ institution, weight }, index) => {
    const amount = amounts[index] ?? 0
    const derivation = { target, weight, weights, seasonalWeights }
    return { institution, amount, months: allocate(amount, seasonalWeights), derivation }
  })
}

/** What a quota allows from January to the end of a month, 1 to 12. */
export const quotaThrough = ({ months }: Pick<Quota, 'months'>, month: number): Fen =>
  sum(months.slice(0, month))
