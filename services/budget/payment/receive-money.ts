import type { Day, Month } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { book } from '../ledger/book.ts'
import { cashAddition } from '../ledger/cash.ts'
import type { Books } from '../ledger/rules/fund.ts'
import type { EntryReason } from '../ledger/rules/journal-entry.ts'
import type { Movements } from '../ledger/rules/movements.ts'
import { releaseWaiting } from './release-waiting.ts'

export type MoneyIn = {
  /** The event that tells of it. */
  readonly id: string
  readonly fund: Books
  readonly wanted: Month
  readonly on: Day
  readonly reason: EntryReason
  readonly movements: Movements
}

/** Books money that reached the special account, then pays out of it what had to wait. */
export const receiveMoney = async (
  store: Store,
  { id, fund, wanted, movements, on, reason }: MoneyIn,
): Promise<void> => {
  await book(store, fund, wanted, () => ({
    entry: { entryId: stableId('E-', id), source: id, movements, on, reason },
    alongside: [cashAddition(fund, movements)],
  }))
  await releaseWaiting(store, fund, on)
}
