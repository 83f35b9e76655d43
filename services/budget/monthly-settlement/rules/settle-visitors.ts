import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'

/** Where an institution stands with its city in a year for persons insured elsewhere, all amounts since January. */
export type VisitorStanding = {
  readonly claimed: Fen
  readonly ordered: Fen
  /** Not positive: what was taken back beyond what was due. */
  readonly carried: Fen
  /** The same when the year began. */
  readonly carriedIn: Fen
}

/** What a statement says of persons insured elsewhere: `claimed + carriedBefore = ordered + carried`. */
export type VisitorSection = {
  readonly claimed: Fen
  readonly carriedBefore: Fen
  readonly carried: Fen
  readonly ordered: Fen
}

export const noVisitors = (carriedIn: Fen): VisitorStanding => ({
  claimed: 0,
  ordered: 0,
  carried: carriedIn,
  carriedIn,
})

/**
 * Settles an institution's month for persons insured elsewhere. They are paid as claimed: under no quota, by no method of
 * payment, and without a deposit, since it is their cities' money. More taken back than due is carried to the next month.
 * Undefined where there is and was nothing.
 */
export const settleVisitors = (
  claimed: Fen,
  before: VisitorStanding | undefined,
): { readonly standing: VisitorStanding; readonly section: VisitorSection } | undefined => {
  if (!before && claimed === 0) return undefined
  const stood = before ?? noVisitors(0)
  const due = fen(stood.carried + claimed)
  const ordered = Math.max(due, 0)
  const carried = Math.min(due, 0)
  return {
    standing: {
      claimed: fen(stood.claimed + claimed),
      ordered: fen(stood.ordered + ordered),
      carried,
      carriedIn: stood.carriedIn,
    },
    section: { claimed, carriedBefore: stood.carried, carried, ordered },
  }
}
