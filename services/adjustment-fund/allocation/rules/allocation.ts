import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'

/** An approved share waiting to be paid. */
export type ApprovedShare = { readonly applicationId: string; readonly city: string; readonly amount: Fen }

export type Allocation = ApprovedShare & {
  /** What is paid: the approved amount, or less when the fund cannot meet all. */
  readonly paid: Fen
}

/**
 * Allocates what the account holds to the approved shares: in full when it suffices, else scaled down in proportion, to
 * the fen. Cities that are late with a levy get nothing and keep their approval for a later run. The others' shares are
 * not held back for them.
 */
export const allocateShares = (
  available: Fen,
  approved: readonly ApprovedShare[],
  lateCities: ReadonlySet<string>,
): Allocation[] => {
  const eligible = approved.filter(({ city, amount }) => amount > 0 && !lateCities.has(city))
  const wanted = sum(eligible.map(({ amount }) => amount))
  if (wanted <= available) return eligible.map((share) => ({ ...share, paid: share.amount }))
  const scaled = allocate(
    available,
    eligible.map(({ amount }) => amount),
  )
  return eligible
    .map((share, index) => ({ ...share, paid: scaled[index] ?? 0 }))
    .filter(({ paid }) => paid > 0)
}
