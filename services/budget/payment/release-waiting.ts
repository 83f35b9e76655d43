import type { Day } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { book } from '../ledger/book.ts'
import { cashAddition } from '../ledger/cash.ts'
import type { Books } from '../ledger/rules/fund.ts'
import type { PaymentOrder } from './rules/payment-order.ts'
import { fundingMovements, givenToTreasury } from './rules/payment-order.ts'
import type { StoredOrder } from './store.ts'
import { orderWrite, waitingOrders } from './store.ts'

const funded = ({ order }: StoredOrder, on: Day): PaymentOrder => {
  const { orderId, fund, year, payee, cause, amount, dueOn } = order
  const due = dueOn === undefined ? {} : { dueOn }
  return givenToTreasury({ orderId, fund, year, payee, cause, amount, ...due, orderedOn: on })
}

const byAge = ({ order: a }: StoredOrder, { order: b }: StoredOrder) =>
  a.orderedOn === b.orderedOn ? (a.orderId < b.orderId ? -1 : 1) : a.orderedOn < b.orderedOn ? -1 : 1

/**
 * Gives waiting orders to the treasury as far as the special account reaches, the oldest first. It stops at the first
 * that is too large, so that a large order is not overtaken for ever by small ones.
 */
export const releaseWaiting = async (store: Store, fund: Books, on: Day): Promise<void> => {
  for (const waiting of (await waitingOrders(store, fund)).sort(byAge)) {
    const order = funded(waiting, on)
    const funding = fundingMovements(order)
    const outcome = await book(store, fund, monthOf(on), () => ({
      entry: {
        entryId: stableId('E-', 'funded', order.orderId),
        reason: 'order-funded',
        on,
        source: order.orderId,
        movements: funding,
      },
      alongside: [cashAddition(fund, funding), orderWrite(order, waiting.version)],
    }))
    const short = outcome.status === 'rejected' && outcome.failed.some(({ index }) => index === 0)
    if (short) return
  }
}
