import type { Store } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { book } from '../ledger/book.ts'
import { cashAddition } from '../ledger/cash.ts'
import type { MoneyIn } from './receive-money.ts'

/**
 * Books money that left the special account again without an order.
 * @throws TongchouError `ledger.special-account-short` when it is not there: the event comes again, for what is to fill it
 * may not have come yet
 */
export const giveMoneyBack = async (
  store: Store,
  { id, fund, wanted, movements, on, reason, alongside }: MoneyIn,
): Promise<void> => {
  const outcome = await book(store, fund, wanted, (bookedIn) => ({
    entry: { entryId: stableId('E-', id), source: id, movements, on, reason },
    alongside: [cashAddition(fund, movements), ...(alongside?.(bookedIn) ?? [])],
  }))
  must(outcome.status !== 'rejected', 'ledger.special-account-short', 'more came back than is there', { id })
}
