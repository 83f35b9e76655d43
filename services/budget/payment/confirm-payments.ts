import { monthOf } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { book } from '../ledger/book.ts'
import { cashAddition } from '../ledger/cash.ts'
import { addMovements } from '../ledger/rules/movements.ts'
import { refusal, refuse } from '../refusals.ts'
import { confirmPayment } from './rules/confirm-payment.ts'
import type { PaidOrder, PaymentOrder } from './rules/payment-order.ts'
import { paymentMovements } from './rules/payment-order.ts'
import type { StoredOrder } from './store.ts'
import { orderWrite, readOrders } from './store.ts'

/** The treasury's word on one order. */
export type Confirmation = { readonly orderId: string; readonly paidOn: string; readonly treasuryRef: string }

export type ConfirmationOutcome =
  | { readonly status: 'confirmed' | 'repeated'; readonly order: PaymentOrder }
  | { readonly status: 'refused'; readonly refusal: Refusal }

/** What confirmations are taken with. */
export type ConfirmationEffects = {
  readonly store: Store
  /** The id of the command that the confirmations came with. */
  readonly commandId: string
}

/** Orders by their ids; those that there are. */
export type OrdersById = ReadonlyMap<string, StoredOrder>

/** Reads the orders of a list, each once, in one round trip. */
export const ordersById = async (store: Store, orderIds: readonly string[]): Promise<OrdersById> => {
  const found = await readOrders(store, [...new Set(orderIds)])
  return new Map(found.flatMap((each) => (each ? [[each.order.orderId, each] as const] : [])))
}

/** An accepted payment that is not recorded yet. */
type Payment = { readonly confirmation: Confirmation; readonly paid: PaidOrder; readonly version: number }

/** How many payments are booked by one entry; more would all be tried again when one of them changed meanwhile. */
const mostTogether = 20

const unknown = ({ orderId }: Confirmation) =>
  refuse('payment-order.unknown', { field: 'orderId', figures: { orderId } })
const changedMeanwhile: ConfirmationOutcome = {
  status: 'refused',
  refusal: refusal('payment-order.changed-meanwhile'),
}

/**
 * Books payments of one fund, year and day by one entry, with the orders' new states in the same transaction.
 * @returns the orders as they stand now; none when one of them was changed meanwhile
 */
const record = async (
  { store, commandId }: ConfirmationEffects,
  payments: readonly Payment[],
): Promise<readonly PaidOrder[]> => {
  const [first] = payments
  if (!first) return []
  const { fund, year, paidOn } = first.paid
  const entryId = stableId('E-', 'paid', ...payments.map(({ paid }) => paid.orderId).sort())
  const paid = payments.map((payment): PaidOrder => ({ ...payment.paid, entryId }))
  const movements = addMovements(...paid.map(paymentMovements))
  const outcome = await book(store, fund, monthOf(paidOn), () => ({
    entry: { entryId, reason: 'payment-confirmed', on: paidOn, source: commandId, movements },
    alongside: [
      cashAddition(fund, movements, { year, change: -paid.length }),
      ...paid.map((order, index) => orderWrite(order, payments[index]?.version ?? 0)),
    ],
  }))
  return outcome.status === 'booked' ? paid : []
}

const bookingGroupOf = ({ paid: { fund, year, paidOn } }: Payment) =>
  [fund.city, fund.scheme, year, paidOn].join(' ')

/** Takes confirmations of different orders; those that lost to others at the same time have no outcome yet. */
const take = async (
  confirming: ConfirmationEffects,
  confirmations: readonly Confirmation[],
  orders: OrdersById,
): Promise<Map<Confirmation, ConfirmationOutcome>> => {
  const outcomes = new Map<Confirmation, ConfirmationOutcome>()
  const payments = confirmations.flatMap((confirmation): Payment[] => {
    const found = orders.get(confirmation.orderId)
    const { paidOn, treasuryRef } = confirmation
    const decision = found ? confirmPayment({ paidOn, treasuryRef }, found.order) : unknown(confirmation)
    if (decision.status === 'accepted' && found && decision.value !== found.order)
      return [{ confirmation, paid: decision.value, version: found.version }]
    outcomes.set(
      confirmation,
      decision.status === 'refused' ? decision : { status: 'repeated', order: decision.value },
    )
    return []
  })
  for (const group of Map.groupBy(payments, bookingGroupOf).values())
    for (const piece of inPieces(group, mostTogether)) {
      const recorded = await record(confirming, piece)
      for (const [index, order] of recorded.entries()) {
        const payment = piece[index]
        if (payment) outcomes.set(payment.confirmation, { status: 'confirmed', order })
      }
    }
  return outcomes
}

/**
 * Takes the treasury's confirmations, each for itself, many by one entry. Those that lost to others at the same time
 * are taken once more one by one, judged by what the others left. `orders` is what was read of them before. An order's
 * state and version let each be paid once.
 * @returns the outcomes in the order of the confirmations
 */
export const confirmPayments = async (
  confirming: ConfirmationEffects,
  confirmations: readonly Confirmation[],
  orders: OrdersById,
): Promise<ConfirmationOutcome[]> => {
  // A second confirmation of the same order waits until the first has been judged.
  const firsts = [...Map.groupBy(confirmations, ({ orderId }) => orderId).values()].flatMap((same) =>
    same.slice(0, 1),
  )
  const outcomes = await take(confirming, firsts, orders)
  for (const each of confirmations)
    for (let attempt = 0; attempt < 2 && !outcomes.has(each); attempt += 1) {
      const now = await ordersById(confirming.store, [each.orderId])
      for (const [own, outcome] of await take(confirming, [each], now)) outcomes.set(own, outcome)
    }
  return confirmations.map((each) => outcomes.get(each) ?? changedMeanwhile)
}
