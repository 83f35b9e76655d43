import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, monthOf } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Key } from '../keys.ts'
import { ownKey } from '../keys.ts'
import type { ClearingType, DatedEntry } from './rules/settled-entry.ts'

/** An entry as it is kept, by position. */
type StoredEntry = readonly [
  entryId: string,
  on: Day,
  scheme: Scheme,
  clearing: ClearingType,
  total: number,
  fund: number,
  account: number,
]

/**
 * What was settled of an institution, for reconciliation. It stands in the pieces that supervision writes of an
 * institution's month, one an event. Both hear the same events, and one piece costs half of two. A claim that events
 * tell of twice, grouped anew after a failure, is listed once.
 */
export type SettledDays = {
  /** All entries of an institution between two days, both included. */
  readonly list: (institution: string, from: Day, to: Day) => Promise<DatedEntry[]>
}

/** Where the pieces of an institution's month stand. */
export const monthPartition = (institution: string, month: Month): string =>
  `SUPERVISION#${institution}#${month}`
export const notePrefix = 'NOTE#'

/** The part of a piece of an institution's month that holds its entries; supervision's notes stand beside it. */
export type EntryPiece = { readonly entries: readonly StoredEntry[] }
export const entryPieces = defineRecord<EntryPiece, Key>({ kind: 'supervision-note', key: ownKey })

/** Entries as a piece holds them. */
export const toEntryPiece = (entries: readonly DatedEntry[]): EntryPiece => ({
  entries: entries.map(({ entryId, on, scheme, clearing, total, fund, account }) => [
    entryId,
    on,
    scheme,
    clearing,
    total,
    fund,
    account,
  ]),
})

const entryOf = ([entryId, on, scheme, clearing, total, fund, account]: StoredEntry): DatedEntry => ({
  entryId,
  on,
  scheme,
  clearing,
  total,
  fund,
  account,
})

/** The entries of a piece, when an item is one; a piece that holds notes alone has none. */
export const entriesIn = (item: RecordedItem): DatedEntry[] =>
  entryPieces.is(item) ? entryPieces.from(item).entries.map(entryOf) : []

/** Whose piece it is. */
export const institutionOfPiece = ({ pk }: RecordedItem): string => pk.split('#')[1] ?? ''

/** Opens the daily lists on the service's table. */
export const openSettledDays = (store: Store): SettledDays => ({
  list: async (institution, from, to) => {
    const entries = new Map<string, DatedEntry>()
    for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) {
      const pieces = entryPieces.list(store, monthPartition(institution, month), { prefix: notePrefix })
      for await (const piece of pieces)
        for (const entry of piece.entries.map(entryOf))
          if (from <= entry.on && entry.on <= to) entries.set(entry.entryId, entry)
    }
    return [...entries.values()]
  },
})
