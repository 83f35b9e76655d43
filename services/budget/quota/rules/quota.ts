import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import type { Step } from '../../total-control/rules/derivation.ts'
import type { Parts } from '../../total-control/rules/parts.ts'

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

/** `amount = target × weight ÷ weights`: of plans that earlier releases published by plain weights. */
type WeightDerivation = {
  readonly target: Fen
  readonly weight: string
  readonly weights: string
  readonly seasonalWeights: readonly Rate[]
}

/** The steps by which a quota was worked out and negotiated, or decided, in order. */
type StepDerivation = { readonly steps: readonly Step[]; readonly seasonalWeights: readonly Rate[] }

/** What a quota allows from January to the end of a month, 1 to 12. */
export const quotaThrough = ({ months }: Pick<Quota, 'months'>, month: number): Fen =>
  sum(months.slice(0, month))
