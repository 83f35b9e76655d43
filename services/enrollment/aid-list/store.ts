import type { Hints } from '#shared/edge/files/any-table.ts'
import type { BadCell, FileFault } from '#shared/edge/files/bad-cell.ts'
import type { BadRowsKept } from '#shared/edge/imports/bad-rows.ts'
import type { Reading } from '#shared/edge/imports/sender-map.ts'
import { expiryAfter } from '#shared/edge/store/expiry.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Scope } from '#shared/kernel/authority.ts'
import type { OfAidList, OfAidMonth } from '../keys.ts'
import { aidChangesKey, aidListKey, lastAidListKey } from '../keys.ts'
import type { DecidingHand } from '../person/rules/insured.ts'
import type { AidChange, Outcome } from './rules/compare.ts'

/** How many listed persons came to each outcome, and how many of the city are absent. */
export type Counts = Readonly<Partial<Record<Outcome | 'ended', number>>>

/**
 * A city's list of aid recipients of a month. `compared`: it waits for a second person. `refused` for bad rows;
 * `overtaken` by parts sent anew; `unreadable` with its fault. Only an approved one changes anybody.
 */
export type AidList = OfAidList &
  Hints & {
    readonly importId: string
    readonly digests: readonly string[]
    /** How its sender writes, as it was kept when the list was sent; absent: as all do. */
    readonly reading?: Reading
    /** The day from which its categories hold, and from which whoever is absent has none. */
    readonly from: string
    /** By whom it was sent, and as what: civil affairs alone says who receives aid. */
    readonly sent: DecidingHand & { readonly scope: Scope }
    readonly status: 'comparing' | 'compared' | 'refused' | 'overtaken' | 'unreadable' | 'approved'
    readonly rows: number
    readonly counts: Counts
    /** In so many pages its changes stand. */
    readonly pages: number
    /** How many rows are bad, and what is wrong with the first of them. */
    readonly bad: number
    readonly firstBad: readonly BadCell[]
    readonly badRows?: readonly BadRowsKept[]
    readonly fault?: FileFault
    /** Which list was the last that was approved when this one was compared: it says what changes after that one only. */
    readonly after: number
    readonly approved?: DecidingHand
    readonly version: number
  }

export const aidLists = defineRecord<AidList, OfAidList>({ kind: 'aid-list', key: aidListKey })

/** The import that the pieces of a list were sent as, by whoever sent it. */
export const importOf = ({ sent: { division }, importId }: Pick<AidList, 'sent' | 'importId'>) => ({
  division,
  importId,
})

/** What became of a page of changes: whom it did not reach any more, and why. */
export type Applied = {
  readonly on: string
  readonly refused: readonly { readonly personId: string; readonly code: string }[]
}

/** A page of what a list changes, and what became of it. */
export type AidChanges = OfAidList & {
  readonly page: number
  readonly from: string
  readonly changes: readonly AidChange[]
  readonly applied?: Applied
  readonly version: number
}

export const aidChanges = defineRecord<AidChanges, OfAidList & { readonly page: number }>({
  kind: 'aid-changes',
  key: aidChangesKey,
})

/** Pages are kept for two months: by then the next list has come, and every person's record tells their category. */
const keptSeconds = 62 * 24 * 60 * 60

/** The write of a page of changes. */
export const changesWrite = (page: AidChanges, from: number) =>
  aidChanges.replace({ ...page, ...expiryAfter(Date.now(), keptSeconds) }, from)

/** The last list of a city that was approved. Each list that is approved is one more. */
type LastAidList = Pick<OfAidMonth, 'city'> & {
  readonly listId: string
  readonly from: string
  readonly version: number
}

export const lastAidLists = defineRecord<LastAidList, Pick<OfAidMonth, 'city'>>({
  kind: 'last-aid-list',
  key: lastAidListKey,
})
