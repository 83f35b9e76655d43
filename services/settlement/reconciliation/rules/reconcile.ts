import type { EntryAmounts, SettledEntry } from './settled-entry.ts'
import { sameAmounts } from './settled-entry.ts'

/** A settlement or reversal as the institution has it. */
export type ClaimedEntry = EntryAmounts & { readonly entryId: string }

/** `missing-here`: only the institution has it; `missing-there`: only we have it; `other-amount`: both, not alike. */
export const differenceKinds = ['missing-here', 'missing-there', 'other-amount'] as const

/** What the two sides do not agree on. */
export type Difference = {
  readonly entryId: string
  readonly kind: (typeof differenceKinds)[number]
  readonly ours?: EntryAmounts
  readonly theirs?: EntryAmounts
}

const amountsOf = ({ total, fund, account }: EntryAmounts): EntryAmounts => ({ total, fund, account })

/**
 * Compares what an institution has of a period with what is settled of it, in both directions. An entry that the
 * institution names twice is two entries: the second finds nothing left to match.
 */
export const compareEntries = (
  ours: readonly Omit<SettledEntry, 'scheme' | 'clearing'>[],
  theirs: readonly ClaimedEntry[],
): readonly Difference[] => {
  const left = new Map(ours.map((entry) => [entry.entryId, amountsOf(entry)]))
  const differences: Difference[] = []
  for (const { entryId, ...amounts } of theirs) {
    const held = left.get(entryId)
    left.delete(entryId)
    if (!held) differences.push({ entryId, kind: 'missing-here', theirs: amountsOf(amounts) })
    else if (!sameAmounts(held, amounts))
      differences.push({ entryId, kind: 'other-amount', ours: held, theirs: amountsOf(amounts) })
  }
  for (const [entryId, held] of left) differences.push({ entryId, kind: 'missing-there', ours: held })
  return differences
}
