import type * as z from 'zod'
import { monthOf } from '#shared/calendar/day.ts'
import type { accountMoved } from '#shared/contracts/benefit.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { countMovedAccount } from '../claims/rules/care-elsewhere.ts'
import { book } from '../ledger/book.ts'
import { transfer } from '../ledger/rules/movements.ts'

/**
 * Books money of a personal account that went over to another city's books, in both: the one owes it to the other, as it
 * does for care there, and it is paid with that by the next settlement between cities. Each side is booked once.
 */
export const postAccountMove = async (
  store: Store,
  source: string,
  { from, to, amount, movedOn: on }: z.output<typeof accountMoved.data>,
): Promise<void> => {
  const month = monthOf(on)
  const entry = { reason: 'account-moved' as const, on, source }
  await book(store, { city: from, scheme: 'employee' }, month, () => ({
    entry: {
      ...{ ...entry, entryId: stableId('E-', source, from) },
      movements: transfer('account-transferred-out', 'cities-payable', amount),
    },
    counts: countMovedAccount(to, amount),
  }))
  await book(store, { city: to, scheme: 'employee' }, month, () => ({
    entry: {
      ...{ ...entry, entryId: stableId('E-', source, to) },
      movements: transfer('cities-receivable', 'account-transferred-in', amount),
    },
  }))
}
