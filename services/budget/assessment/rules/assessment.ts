import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Points } from '../../payment-method/rules/points.ts'
import type { ScoredIndex } from './score.ts'
import type { CaseFigures } from './tally-cases.ts'

/** What an institution's cases of a year come to, and how it scores by its agreement. */
export type Assessment = {
  readonly institution: string
  readonly year: FundYear
  /** The version of the agreement it is assessed by; 0 where there is none. */
  readonly agreementVersion: number
  readonly figures: CaseFigures
  readonly indexes: readonly ScoredIndex[]
  readonly score: string
  /** Points of care that is paid by them. */
  readonly points: { readonly inpatient: Points; readonly outpatient: Points }
  /** What patients and other funds paid of those cases; absent on what was assessed before it was counted. */
  readonly deductions?: { readonly inpatient: Fen; readonly outpatient: Fen }
  /** Cases so far above their group's mean that experts have to decide; they count as ordinary ones until then. */
  readonly openReviews: number
  /** The first of them, by claim. */
  readonly reviewClaims: readonly string[]
  readonly assessedOn: Day
}
