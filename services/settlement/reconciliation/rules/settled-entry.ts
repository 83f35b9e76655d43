import type { Day } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'

/** National clearing types: outpatient, inpatient, pharmacy. */
const clearingTypes = ['11', '21', '41'] as const
export type ClearingType = (typeof clearingTypes)[number]

/** What a claim is cleared as. */
export const clearingTypeOf = (
  care: 'outpatient' | 'inpatient',
  purpose: string | undefined,
): ClearingType => {
  if (care === 'inpatient') return '21'
  return purpose === 'pharmacy' ? '41' : '11'
}

/** The amounts both sides of a reconciliation keep of a settlement; of a reversal their negatives. */
export type EntryAmounts = { readonly total: Fen; readonly fund: Fen; readonly account: Fen }

/** One settlement or reversal of an institution, as it is reconciled. */
export type SettledEntry = EntryAmounts & {
  readonly entryId: string
  readonly scheme: Scheme
  readonly clearing: ClearingType
}

/** An entry with the day it was settled on: that on which its message came, see `countedOn`. */
export type DatedEntry = SettledEntry & { readonly on: Day }

/** What settlements of a period come to together; a reversal counts as one and takes its amounts back. */
export type EntryTotals = EntryAmounts & { readonly entries: number }

/** Adds entries up. */
export const totalsOf = (entries: Iterable<EntryAmounts>): EntryTotals => {
  const totals = { total: 0, fund: 0, account: 0, entries: 0 }
  for (const { total, fund, account } of entries) {
    totals.total += total
    totals.fund += fund
    totals.account += account
    totals.entries += 1
  }
  return totals
}

/** Whether two sides agree on what there is. */
export const sameAmounts = (a: EntryAmounts, b: EntryAmounts): boolean =>
  a.total === b.total && a.fund === b.fund && a.account === b.account
