import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import type { OfItem } from '../keys.ts'
import { entryKey, journalPartition } from '../keys.ts'
import type { Fund } from './rules/fund.ts'
import type { EntryName, JournalEntry } from './rules/journal-entry.ts'
import { checkedEntry } from './rules/journal-entry.ts'

type EntryRecord = Omit<JournalEntry, 'fund'> & Fund

const entries = defineRecord<EntryRecord, Fund & EntryName>({
  kind: 'journal-entry',
  key: ({ city, scheme, period, entryId }) => entryKey({ city, scheme }, period, entryId),
})

/** Reads an entry; one that does not balance is an error, whoever wrote it. */
const toEntry = (item: Stored): JournalEntry => {
  const { pk, sk, kind, city, scheme, ...entry }: EntryRecord & OfItem = entries.from(item)
  return checkedEntry({ ...entry, fund: { city, scheme } })
}

/** An entry by its name; undefined when its period holds none of that id. */
export const readEntry = async (
  store: Store,
  fund: Fund,
  { period, entryId }: EntryName,
): Promise<JournalEntry | undefined> => {
  const item = await store.get(entryKey(fund, period, entryId))
  return item && toEntry(item)
}

/** The entries booked in a period. */
export const pageEntries = async (
  store: Store,
  fund: Fund,
  period: string,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ pk: journalPartition(fund, period), ...page })
  return { entries: found.items.map(toEntry), cursor: found.cursor }
}
