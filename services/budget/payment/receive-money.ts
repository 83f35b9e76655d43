import type { Day, Month } from '#shared/calendar/day.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
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
  /** What is counted of it where it is booked. */
  readonly alongside?: (bookedIn: Month) => readonly Write[]
}

/** Books money that reached the special account, then pays out of it what had to wait. */
export const receiveMoney = async (
  store: Store,
  { id, fund, wanted, movements, on, reason, alongside }: MoneyIn,
): Promise<void> => {
  await book(store, fund, wanted, (bookedIn) => ({
    entry: { entryId: stableId('E-', id), source: id, movements, on, reason },
    alongside: [cashAddition(fund, movements), ...(alongside?.(bookedIn) ?? [])],
  }))
  await releaseWaiting(store, fund, on)
}
