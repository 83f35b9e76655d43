import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { BookingOutcome, NewEntry } from '../ledger/book.ts'
import { book } from '../ledger/book.ts'
import { cashAddition } from '../ledger/cash.ts'
import type { Books } from '../ledger/rules/fund.ts'
import { addMovements } from '../ledger/rules/movements.ts'
import type { OrderDraft, PaymentOrder } from './rules/payment-order.ts'
import { fundingMovements, givenToTreasury, waitingForFunds } from './rules/payment-order.ts'
import { orderWrite } from './store.ts'

/** New orders of one fund and year. */
export type NewOrders = {
  readonly fund: Books
  readonly year: FundYear
  readonly orders: readonly PaymentOrder[]
}

/** What stands or falls with orders and their entry: further entries, and writes that know the month it was booked in. */
type Companions = {
  readonly further?: readonly NewEntry[]
  readonly alongside?: (month: Month) => readonly Write[]
}

/**
 * Books an entry together with new orders; those given to the treasury are funded in the same transaction. Whether the
 * special account holds enough for all of them is decided inside it: `short` when it does not, and nothing is written.
 */
export const bookWithOrders = async (
  store: Store,
  wanted: Month,
  { fund, year, orders }: NewOrders,
  entry: NewEntry,
  { further = [], alongside = () => [] }: Companions = {},
): Promise<BookingOutcome | { readonly status: 'short' }> => {
  const funding = addMovements(...orders.filter(({ state }) => state === 'open').map(fundingMovements))
  const cash = orders.length > 0 ? [cashAddition(fund, funding, { year, change: orders.length })] : []
  const outcome = await book(store, fund, wanted, (month) => ({
    entry: { ...entry, movements: addMovements(entry.movements, funding) },
    further,
    alongside: [...cash, ...orders.map((order) => orderWrite(order, 0)), ...alongside(month)],
  }))
  // Where anything else failed too, somebody was faster, and the money may be gone because of that alone.
  const isShort =
    cash.length > 0 && outcome.status === 'rejected' && outcome.failed.every(({ index }) => index === 0)
  return isShort ? { status: 'short' } : outcome
}

/** Books an entry together with one new order, which waits when the special account holds less than its amount. */
export const bookWithOrder = async (
  store: Store,
  wanted: Month,
  draft: OrderDraft,
  entry: NewEntry,
): Promise<void> => {
  const attempt = (order: PaymentOrder) =>
    bookWithOrders(store, wanted, { fund: draft.fund, year: draft.year, orders: [order] }, entry)
  const funded = await attempt(givenToTreasury(draft))
  if (funded.status === 'short') await attempt(waitingForFunds(draft))
}
