/** What is contested of a month: the reason of each claim that is ticked, by the claim and the month that it was of. */
export type Contested = Readonly<Record<string, { readonly month: string; readonly reason: string }>>

/** One claim as the answer to a statement has it. */
export type Objection = { readonly claimId: string; readonly month: string; readonly reason: string }

/** Ticks a claim, or takes it off again. */
export const ticked = (before: Contested, claimId: string, month: string): Contested => {
  if (!(claimId in before)) return { ...before, [claimId]: { month, reason: '' } }
  return Object.fromEntries(Object.entries(before).filter(([id]) => id !== claimId))
}

/** Says why a ticked claim is contested. */
export const withReason = (before: Contested, claimId: string, reason: string): Contested => {
  const known = before[claimId]
  return known === undefined ? before : { ...before, [claimId]: { ...known, reason } }
}

/** The objections of an answer; nothing, while none is ticked or one has no reason yet. */
export const objectionsIn = (contested: Contested): readonly Objection[] | undefined => {
  const items = Object.entries(contested).map(([claimId, { month, reason }]) => ({
    ...{ claimId, month },
    reason: reason.trim(),
  }))
  return items.length > 0 && items.every(({ reason }) => reason !== '') ? items : undefined
}
