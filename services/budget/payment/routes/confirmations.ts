import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Caller } from '#shared/kernel/authority.ts'
import { reaches } from '#shared/kernel/authority.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Effects } from '../../effects.ts'
import { refusal } from '../../refusals.ts'
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

const orderUnknown = (orderId: string): Refusal =>
  refusal('payment-order.unknown', { field: 'orderId', figures: { orderId } })

/** The orders of a list that are the caller's; the others are to them as orders that nobody knows. */
const findOrders =
  (store: Store) =>
  async ({ caller, body: { confirmations } }: ConfirmationsRequest) => {
    const known = await ordersById(
      store,
      confirmations.map(({ orderId }) => orderId),
    )
    const own = [...known].filter(([, { order }]) => reaches(caller, { cities: [order.fund.city] }))
    if (own.length === 0) return undefined
    const cities = new Set(own.map(([, { order }]) => order.fund.city))
    return { parties: { cities: [...cities] }, found: new Map(own) }
  }

const recordOf = (orderId: string): string => `/v1/budget/payment-orders/${orderId}`

/** The treasury's word that orders are paid. */
export const confirmationRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/payment-confirmations',
    summary:
      'The treasury confirms that it paid orders; each row is answered for itself. A list without any order of the caller’s is refused.',
    scopes: ['treasury'],
    owner: {
      whose: 'recorded',
      as: 'the cities whose funds pay the orders: at least one of them, and of the others nothing is told',
      unknown: ({ body: { confirmations } }) => orderUnknown(confirmations[0]?.orderId ?? ''),
      find: findOrders(store),
    },
    body: list,
    answer: z.strictObject({ rows: z.array(row) }),
    refusals: ['payment-order.unknown'],
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
