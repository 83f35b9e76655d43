import * as z from 'zod'
import { monthOf } from '#shared/calendar/day.ts'
import { amount, day, fundYear, id, month } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { stableId } from '#shared/edge/stable-id.ts'
import type { Store } from '#shared/edge/store.ts'
import { book } from '../../adapters/book.ts'
import { cashAddition } from '../../adapters/cash.ts'
import type { StoredOrder } from '../../adapters/orders.ts'
import { orderWrite, pageOrders, readOrder } from '../../adapters/orders.ts'
import type { ConfirmPayment } from '../../domain/payment/confirm-payment.ts'
import { confirmPayment } from '../../domain/payment/confirm-payment.ts'
import type { PaymentOrder } from '../../domain/payment/payment-order.ts'
import { orderStates, paymentMovements } from '../../domain/payment/payment-order.ts'
import type { Effects } from '../../effects.ts'
import { cursorField, fundFields, fundFor, pageOf, readers } from './shared-fields.ts'

const order = z.strictObject({
  orderId: id,
  fund: z.strictObject(fundFields),
  year: fundYear,
  payee: id,
  cause: z.discriminatedUnion('purpose', [
    z.strictObject({ purpose: z.literal('monthly-settlement'), month }),
    z.strictObject({ purpose: z.literal('adjustment-fund-levy'), levyId: id }),
  ]),
  amount,
  orderedOn: day,
  state: z.enum(orderStates),
  reason: z.string().optional(),
  paidOn: day.optional(),
  treasuryRef: z.string().optional(),
})

/** Books a payment that the treasury made, with the order's new state in the same transaction. */
const recordPayment = async (store: Store, paid: PaymentOrder, { version }: StoredOrder, on: string) => {
  const movements = paymentMovements(paid)
  const outcome = await book(store, paid.fund, monthOf(on), () => ({
    entry: {
      entryId: stableId('E-', 'paid', paid.orderId),
      reason: 'payment-confirmed',
      on,
      source: paid.orderId,
      movements,
    },
    alongside: [
      cashAddition(paid.fund, movements, { year: paid.year, change: -1 }),
      orderWrite(paid, version),
    ],
  }))
  return outcome.status === 'booked'
}

/** Takes a confirmation; one that lost to another at the same time is judged again by what that one left. */
const confirm = async (
  store: Store,
  orderId: string,
  confirmation: ConfirmPayment,
): Promise<PaymentOrder> => {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const stored = await readOrder(store, orderId)
    if (!stored) throw problem(404, 'payment-order.unknown', `there is no order ${orderId}`)
    const decision = confirmPayment(confirmation, stored.order)
    if (decision.status === 'refused') throw refused(decision.refusal, 409)
    if (decision.value === stored.order) return stored.order
    if (await recordPayment(store, decision.value, stored, confirmation.paidOn)) return decision.value
  }
  throw problem(409, 'payment-order.changed-meanwhile', 'the order was changed by someone else')
}

/** Orders to the treasury, and its word that they are paid. */
export const paymentOrderRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/budget/payment-orders',
    summary: 'The payment orders of a fund in a state.',
    scopes: [...readers, 'feed'],
    query: z.strictObject({ ...fundFields, state: z.enum(orderStates), ...cursorField }),
    answer: z.strictObject({ orders: z.array(order), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      return { status: 200, body: await pageOrders(store, fund, query.state, pageOf(query.cursor)) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/budget/payment-orders/{orderId}/confirmation',
    summary: 'The treasury confirms that it paid an order.',
    scopes: ['feed'],
    body: z.strictObject({ paidOn: day, treasuryRef: id }),
    answer: order,
    problems: [
      'payment-order.unknown',
      'payment-order.awaiting-funds',
      'payment-order.paid-before-ordered',
      'payment-order.confirmed-otherwise',
      'payment-order.changed-meanwhile',
    ],
    handle: async ({ caller, params, body }) => {
      const orderId = params.orderId ?? ''
      const stored = await readOrder(store, orderId)
      if (stored) requireCity(caller, stored.order.fund.city)
      return { status: 200, body: await confirm(store, orderId, body) }
    },
  }),
]
