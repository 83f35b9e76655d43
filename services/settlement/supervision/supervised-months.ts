import type { Month } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit } from '#shared/edge/runs/run.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { hashOf } from '#shared/kernel/hash.ts'
import type { Care } from '../insured-year/rules/care.ts'
import type { Key } from '../keys.ts'
import { ownKey } from '../keys.ts'
import type { DatedEntry } from '../reconciliation/rules/settled-entry.ts'
import type { EntryPiece } from '../reconciliation/settled-days.ts'
import { entryPieces, monthPartition, notePrefix, toEntryPiece } from '../reconciliation/settled-days.ts'
import type { ClaimNote, MonthFigures } from './rules/month-figures.ts'
import { countMonth } from './rules/month-figures.ts'

/** A note as it is kept, by position, ids as digests: some fifty bytes, so that a kilobyte holds twenty claims. */
type StoredNote = readonly [
  id: string,
  personId: string,
  care: 'i' | 'o',
  counts: number,
  total: number,
  fund: number,
  fullySelfPaid: number,
]

/**
 * What supervision notes of claims by institution and month, and what was counted of them. Notes are pieces, one an event
 * and institution, written beside each other: no counter is shared, and a claim told twice counts once.
 */
export type SupervisedMonths = {
  /** Writes an event's notes of an institution's month, once, and in the same piece what it is reconciled by. */
  readonly note: (
    institution: string,
    month: Month,
    eventId: string,
    piece: { readonly notes: readonly ClaimNote[]; readonly entries: readonly DatedEntry[] },
  ) => Promise<void>
  /** Counts an institution's month from its notes. */
  readonly count: (institution: string, month: Month) => Promise<MonthFigures>
  /** What was counted of earlier months; undefined where nobody counted. */
  readonly counted: (
    institution: string,
    months: readonly Month[],
  ) => Promise<readonly (MonthFigures | undefined)[]>
  /** Records what was counted of a month together with the completion of the unit that counted it. */
  readonly finish: (unit: RunUnit, of: InstitutionMonth, figures: MonthFigures) => Promise<void>
}

type InstitutionMonth = { readonly institution: string; readonly month: Month }
type CountedMonth = InstitutionMonth & { readonly figures: MonthFigures }

const countedMonths = defineRecord<CountedMonth, InstitutionMonth>({
  kind: 'supervised-month',
  key: ({ institution, month }) => ({ pk: monthPartition(institution, month), sk: 'COUNTED' }),
})

/** The whole of a piece of an institution's month. */
const notePieces = defineRecord<EntryPiece & { readonly notes: readonly StoredNote[] }, Key>({
  kind: entryPieces.kind,
  key: ownKey,
})

/** Twelve characters of a digest: within a month of an institution no two meet. */
const digestOf = (id: string): string => hashOf(id).toString('base64url').slice(0, 12)

const storedNote = ({ id, personId, care, counts, total, fund, fullySelfPaid }: ClaimNote): StoredNote => [
  digestOf(id),
  digestOf(personId),
  care === 'inpatient' ? 'i' : 'o',
  counts,
  total,
  fund,
  fullySelfPaid,
]

const noteOf = ([id, personId, care, counts, total, fund, fullySelfPaid]: StoredNote): ClaimNote => ({
  id,
  personId,
  care: (care === 'i' ? 'inpatient' : 'outpatient') satisfies Care,
  counts: counts as ClaimNote['counts'],
  total,
  fund,
  fullySelfPaid,
})

/** Opens supervision's notes on the service's table. */
export const openSupervisedMonths = (store: Store): SupervisedMonths => ({
  note: async (institution, month, eventId, { notes, entries }) => {
    const key = { pk: monthPartition(institution, month), sk: `${notePrefix}${eventId}` }
    await store.write([notePieces.create({ ...key, notes: notes.map(storedNote), ...toEntryPiece(entries) })])
  },
  count: async (institution, month) => {
    const notes: ClaimNote[] = []
    const pieces = notePieces.list(store, monthPartition(institution, month), { prefix: notePrefix })
    for await (const piece of pieces) notes.push(...piece.notes.map(noteOf))
    return countMonth(notes)
  },
  counted: async (institution, months) => {
    const ids = months.map((month) => ({ institution, month }))
    return (await countedMonths.readMany(store, ids)).map((counted) => counted?.figures)
  },
  finish: async (unit, { institution, month }, figures) => {
    // Rejected only when the unit was completed before: what it counted stands there.
    await store.write([countedMonths.create({ institution, month, figures }), ...completeUnit(unit, figures)])
  },
})
