import type { Month } from '#shared/calendar/day.ts'
import type { Store, Write } from '#shared/edge/store.ts'
import { addMovements } from '../domain/ledger/movements.ts'
import type { PaymentOrder } from '../domain/payment/payment-order.ts'
import { fundingMovements } from '../domain/payment/payment-order.ts'
import type { Booked, NewEntry } from './book.ts'
import { book } from './book.ts'
import { cashAddition } from './cash.ts'
import { orderWrite } from './orders.ts'

type Draft = Omit<Extract<PaymentOrder, { state: 'open' }>, 'state'>

const shortOfMoney = 'the special account holds less than the order'

/**
 * Books an entry together with a new order to pay. With enough money in the special account the order is funded in the
 * same transaction and goes to the treasury; else it waits. Whether there is enough is decided inside the transaction.
 */
export const bookWithOrder = async (
  store: Store,
  wanted: Month,
  draft: Draft,
  entry: NewEntry,
  alongside: readonly Write[] = [],
): Promise<Booked> => {
  const { fund, year } = draft
  const attempt = (order: PaymentOrder) => {
    const funding = order.state === 'open' ? fundingMovements(order) : {}
    return book(store, fund, wanted, () => ({
      entry: { ...entry, movements: addMovements(entry.movements, funding) },
      alongside: [cashAddition(fund, funding, { year, change: 1 }), orderWrite(order, 0), ...alongside],
    }))
  }
  const funded = await attempt({ ...draft, state: 'open' })
  const short = funded.status === 'rejected' && funded.failed.some(({ index }) => index === 0)
  return short ? attempt({ ...draft, state: 'awaiting-funds', reason: shortOfMoney }) : funded
}
