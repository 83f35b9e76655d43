import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { ItemFields } from '../keys.ts'
import { entryKey, journalPartition } from '../keys.ts'
import type { Books } from './rules/fund.ts'
import type { EntryName, JournalEntry } from './rules/journal-entry.ts'
import { checkedEntry } from './rules/journal-entry.ts'

type EntryRecord = Omit<JournalEntry, 'fund'> & Books

const entries = defineRecord<EntryRecord, Books & Pick<JournalEntry, 'month' | 'entryId'>>({
  kind: 'journal-entry',
  key: ({ city, scheme, month, entryId }) => entryKey({ city, scheme }, month, entryId),
})

/** Books an entry that must not exist yet; one that does not balance is an error. */
export const createEntry = (entry: JournalEntry): Write => {
  const { entryId, fund, month, belongsTo, reason, on, source, corrects, movements } = checkedEntry(entry)
  return entries.create({
    ...{ ...fund, entryId, month, reason, on, source, movements },
    ...(belongsTo === undefined ? {} : { belongsTo }),
    ...(corrects === undefined ? {} : { corrects }),
  })
}

/** Reads an entry; one that does not balance is an error, whoever wrote it. */
const toEntry = (record: EntryRecord): JournalEntry => {
  const { pk, sk, kind, city, scheme, ...entry }: EntryRecord & ItemFields = record
  return checkedEntry({ ...entry, fund: { city, scheme } })
}

/** An entry by its name; undefined when its period holds none of that id. */
export const readEntry = async (
  store: Store,
  fund: Books,
  { period, entryId }: EntryName,
): Promise<JournalEntry | undefined> => {
  const record = await entries.read(store, { ...fund, month: period, entryId })
  return record && toEntry(record)
}

/** The entries booked in a period. */
export const pageEntries = async (
  store: Store,
  fund: Books,
  period: string,
  page: { limit: number; cursor?: string },
) => {
  const { records, cursor } = await entries.page(store, journalPartition(fund, period), page)
  return { entries: records.map(toEntry), cursor }
}
