import type { BookingOutcome } from '../ledger/book.ts'
import type { OrderDraft, PaymentOrder } from './rules/payment-order.ts'
import { givenToTreasury, waitingForFunds } from './rules/payment-order.ts'

/** Whether an order goes to the treasury at once or has to wait. */
export type OrderPlacement = (draft: OrderDraft) => PaymentOrder

/** How things of a list are ordered together. */
export type Ordering<Thing> = {
  readonly isDone: (thing: Thing) => boolean
  /** Books things in one transaction with their orders; `short` when there is not money for all of them. */
  readonly together: (
    things: readonly Thing[],
    placeDraft: OrderPlacement,
  ) => Promise<BookingOutcome | { readonly status: 'short' }>
}

/**
 * Orders things in their order: all together while there is money for all their orders. Else it goes one half after the
 * other, down to the one whose order has to wait. So as many are funded as there is money for, the first ones first. A
 * list is always cut at the same places, so a unit that goes on after a crash ends in the same entries.
 * @returns false when another delivery of the unit was faster
 */
export const orderInGroups = async <Thing>(
  ordering: Ordering<Thing>,
  things: readonly Thing[],
): Promise<boolean> => {
  const { isDone, together } = ordering
  const due = things.filter((thing) => !isDone(thing))
  if (due.length === 0) return true
  if (due.length === things.length) {
    const outcome = await together(things, givenToTreasury)
    if (outcome.status !== 'short') return outcome.status === 'booked'
    if (things.length === 1) return (await together(things, waitingForFunds)).status === 'booked'
  }
  const middle = Math.ceil(things.length / 2)
  return (
    (await orderInGroups(ordering, things.slice(0, middle))) && orderInGroups(ordering, things.slice(middle))
  )
}
