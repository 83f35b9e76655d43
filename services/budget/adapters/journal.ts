import type { Month } from '#shared/calendar/day.ts'
import type { Store, Stored } from '#shared/edge/store.ts'
import type { Fund } from '../domain/fund.ts'
import type { JournalEntry } from '../domain/ledger/journal-entry.ts'
import { checkedEntry } from '../domain/ledger/journal-entry.ts'
import { journalPartition, postingPartition } from './keys.ts'

/** Reads an entry; one that does not balance is an error, whoever wrote it. */
const toEntry = (item: Stored): JournalEntry => {
  const { pk, sk, kind, city, scheme, ...entry } = item
  return checkedEntry({ ...entry, fund: { city, scheme } } as unknown as JournalEntry)
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

/** The claims of a month that were posted for an institution: the end of the way down from a budget line. */
export const pagePostings = async (
  store: Store,
  fund: Fund,
  month: Month,
  institution: string,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ pk: postingPartition(fund, month, institution), ...page })
  return { postings: found.items.map(({ pk, sk, kind, ...posting }) => posting), cursor: found.cursor }
}
