import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { actors } from '../../ledger/fund-operations.ts'
import { changeOrder } from '../change-order.ts'
import { order, orderAnswer } from '../fields.ts'
import { orderOwner } from '../order-owner.ts'
import { failPayment, giveAgain } from '../rules/fail-payment.ts'

const path = '/v1/budget/payment-orders/{orderId}'
const params = z.strictObject({ orderId: id })
const attempt = z
  .int()
  .min(1)
  .max(1_000)
  .meta({ description: 'which time the order was given to the treasury; 1 at first' })

const changes = (asked: { readonly params: { readonly orderId: string } }) => [
  `/v1/budget/payment-orders/${asked.params.orderId}`,
]

const changed = async (...[store, found, decide]: Parameters<typeof changeOrder>) => {
  const outcome = await changeOrder(store, found, decide)
  return outcome.status === 'refused' ? outcome : accept(orderAnswer(outcome.value))
}

/** Payments that did not go through, and giving their orders again. */
export const failedPaymentRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: `${path}/failure`,
    summary: 'The treasury says that an attempt to pay an order failed, and why.',
    scopes: ['treasury'],
    params,
    owner: orderOwner(store),
    body: z.strictObject({ attempt, failedOn: day, reason: z.string().min(1).max(500) }),
    answer: order,
    refusals: [
      'payment-order.unknown',
      'payment-order.awaiting-funds',
      'payment-order.attempt-unknown',
      'payment-order.failed-before-ordered',
      'payment-order.failed-otherwise',
      'payment-order.already-paid',
    ],
    changes,
    handle: ({ found, body }) => changed(store, found, (stands) => failPayment(body, stands)),
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/retry`,
    summary: 'Gives an order to the treasury again after the attempt that failed.',
    scopes: actors,
    params,
    owner: orderOwner(store),
    body: z.strictObject({ attempt, on: day }),
    answer: order,
    refusals: ['payment-order.unknown', 'payment-order.not-failed', 'payment-order.again-before-failed'],
    changes,
    handle: ({ found, body }) => changed(store, found, (stands) => giveAgain(body, stands)),
  }),
]
