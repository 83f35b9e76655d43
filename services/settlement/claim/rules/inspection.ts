import type { Refusal } from '#shared/kernel/decision.ts'
import type { ClaimSettled } from '../../insured-year/rules/claim-events.ts'
import type { InsuredYear } from '../../insured-year/rules/insured-year.ts'

/** The figures a rule of supervision was hit with: fen, counts and days as numbers, everything else as text. */
export type Figures = Readonly<Record<string, number | string>>

/** A rule that was hit: which, what it says to a reader, its article, and the figures it was hit with. */
export type Hit = {
  readonly rule: string
  readonly says: { readonly zh: string; readonly en: string }
  readonly article: string
  readonly figures: Figures
}

/**
 * How supervision looks at a claim before it is settled. It decides from what was read for settling: the person's year
 * with all stays that the claim may touch.
 */
export type Inspection = {
  /** Why a claim that is fit to be settled is refused or held; `reviewed` says that an office looked at it. */
  readonly stop: (claim: ClaimSettled, year: InsuredYear, reviewed: boolean) => Refusal | undefined
  /** What the institution is told with the preview of a claim. */
  readonly hints: (claim: ClaimSettled, year: InsuredYear) => readonly Hit[]
}
