import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Request, Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Effects } from '../../effects.ts'
import { cursorField, fundFields, fundFor, pageOf, readers } from '../../ledger/fields.ts'
import type { Confirming } from '../confirm-payments.ts'
import { confirmPayments } from '../confirm-payments.ts'
import { order } from '../fields.ts'
import { orderStates } from '../rules/payment-order.ts'
import { pageOrders } from '../store.ts'

const confirmation = z.strictObject({ paidOn: day, treasuryRef: id })

const row = z.strictObject({
  orderId: id,
  status: z.enum(['confirmed', 'repeated', 'refused']),
  code: z.string().optional(),
  reason: z.string().optional(),
})

const confirming = (
  store: Store,
  { caller, idempotencyKey }: Pick<Request<unknown, unknown>, 'caller' | 'idempotencyKey'>,
): Confirming => ({
  store,
  commandId: idempotencyKey,
  authorize: (city) => requireCity(caller, city),
})

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
    path: '/v1/budget/payment-confirmations',
    summary: 'The treasury confirms that it paid orders; each row is answered for itself.',
    scopes: ['feed'],
    body: z.strictObject({
      confirmations: z
        .array(confirmation.extend({ orderId: id }))
        .min(1)
        .max(50),
    }),
    answer: z.strictObject({ rows: z.array(row) }),
    problems: ['caller.other-division'],
    handle: async ({ body: { confirmations }, ...request }) => {
      const outcomes = await confirmPayments(confirming(store, request), confirmations)
      const rows = outcomes.map((outcome, index) => {
        const answered = { orderId: confirmations[index]?.orderId, status: outcome.status }
        if (outcome.status !== 'refused') return answered
        const { code, reason } = outcome.refusal
        return { ...answered, code, reason }
      })
      return { status: 200, body: { rows } }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/budget/payment-orders/{orderId}/confirmation',
    summary: 'The treasury confirms that it paid an order.',
    scopes: ['feed'],
    body: confirmation,
    answer: order,
    problems: [
      'payment-order.unknown',
      'payment-order.awaiting-funds',
      'payment-order.paid-before-ordered',
      'payment-order.confirmed-otherwise',
      'payment-order.changed-meanwhile',
    ],
    handle: async ({ body, ...request }) => {
      const confirmed = { ...body, orderId: request.params.orderId ?? '' }
      const [outcome] = await confirmPayments(confirming(store, request), [confirmed])
      if (!outcome) throw problem(500, 'internal', 'a confirmation without an outcome')
      if (outcome.status === 'refused')
        throw refused(outcome.refusal, outcome.refusal.code === 'payment-order.unknown' ? 404 : 409)
      return { status: 200, body: outcome.order }
    },
  }),
]
