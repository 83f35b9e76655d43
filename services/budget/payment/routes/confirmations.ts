import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { keptFrom } from '#shared/edge/http/owner.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Caller } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Effects } from '../../effects.ts'
import type { ConfirmationOutcome } from '../confirm-payments.ts'
import { confirmPayments, ordersById } from '../confirm-payments.ts'
import { order, orderAnswer } from '../fields.ts'
import { orderOwner } from '../order-owner.ts'

const confirmation = z.strictObject({ paidOn: day, treasuryRef: id })
const list = z.strictObject({
  confirmations: z
    .array(confirmation.extend({ orderId: id }))
    .min(1)
    .max(50),
})

const row = z.strictObject({
  orderId: id,
  status: z.enum(['confirmed', 'repeated', 'refused']),
  code: z.string().optional(),
  reason: z.string().optional(),
})

const rowOf = (orderId: string, outcome: ConfirmationOutcome): z.output<typeof row> => {
  if (outcome.status !== 'refused') return { orderId, status: outcome.status }
  const { code, reason } = outcome.refusal
  return { orderId, status: 'refused', code, reason }
}

type ConfirmationsRequest = { readonly caller: Caller; readonly body: z.output<typeof list> }

/** Reads the orders of a list; a caller who may not act for one of their cities confirms none of them. */
const findOrders =
  (store: Store) =>
  async ({ caller, body: { confirmations } }: ConfirmationsRequest) => {
    const found = await ordersById(
      store,
      confirmations.map(({ orderId }) => orderId),
    )
    const cities = [...new Set([...found.values()].map(({ order: { fund } }) => fund.city))]
    for (const city of cities) {
      const refusal = keptFrom(caller, { cities: [city] })
      if (refusal) return { status: 'refused' as const, refusal }
    }
    // A list of orders that nobody knows is the sender's own; its rows say so.
    return accept({ parties: { cities: cities.length > 0 ? cities : [caller.division] }, found })
  }

const recordOf = (orderId: string): string => `/v1/budget/payment-orders/${orderId}`

/** The treasury's word that orders are paid. */
export const confirmationRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/payment-confirmations',
    summary: 'The treasury confirms that it paid orders; each row is answered for itself.',
    scopes: ['treasury'],
    owner: {
      whose: 'recorded',
      as: 'the cities whose funds pay the orders: for all of them or none',
      find: findOrders(store),
    },
    body: list,
    answer: z.strictObject({ rows: z.array(row) }),
    refusals: [],
    changes: (_, { rows }) =>
      rows.flatMap(({ orderId, status }) => (status === 'refused' ? [] : [recordOf(orderId)])),
    handle: async ({ body: { confirmations }, commandId, found }) => {
      const outcomes = await confirmPayments({ store, commandId }, confirmations, found)
      const rows = confirmations.flatMap(({ orderId }, index) => {
        const outcome = outcomes[index]
        return outcome ? [rowOf(orderId, outcome)] : []
      })
      return accept({ rows })
    },
  }),
  defineOperation({
    method: 'POST',
    path: '/v1/budget/payment-orders/{orderId}/confirmation',
    summary: 'The treasury confirms that it paid an order.',
    scopes: ['treasury'],
    params: z.strictObject({ orderId: id }),
    owner: orderOwner(store),
    body: confirmation,
    answer: order,
    refusals: [
      'payment-order.unknown',
      'payment-order.awaiting-funds',
      'payment-order.paid-before-ordered',
      'payment-order.confirmed-otherwise',
      'payment-order.changed-meanwhile',
    ],
    changes: ({ params }) => [recordOf(params.orderId)],
    handle: async ({ body, params: { orderId }, commandId, found }) => {
      const confirmations = [{ ...body, orderId }]
      const outcomes = await confirmPayments({ store, commandId }, confirmations, new Map([[orderId, found]]))
      const [outcome] = outcomes
      must(outcome !== undefined, 'confirmation.no-outcome', 'a confirmation without an outcome', { orderId })
      return outcome.status === 'refused' ? outcome : accept(orderAnswer(outcome.order))
    },
  }),
]
