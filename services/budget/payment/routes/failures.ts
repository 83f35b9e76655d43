import * as z from 'zod'
import { day } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Request, Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { actors } from '../../ledger/fields.ts'
import { order } from '../fields.ts'
import { failPayment, giveAgain } from '../rules/fail-payment.ts'
import type { PaymentOrder } from '../rules/payment-order.ts'
import { orderWrite, readOrders } from '../store.ts'

const path = '/v1/budget/payment-orders/{orderId}'
const attempt = z
  .int()
  .min(1)
  .meta({ description: 'which time the order was given to the treasury; 1 at first' })

/**
 * Decides on an order and saves it at its next version; the same decision again changes nothing.
 * @throws HttpProblem 404 for no order, 409 where the order does not take it
 */
const change = (
  store: Store,
  { caller, params }: Pick<Request<unknown, unknown>, 'caller' | 'params'>,
  decide: (order: PaymentOrder) => Decision<PaymentOrder>,
) =>
  retryConflicts(async () => {
    const [found] = await readOrders(store, [params.orderId ?? ''])
    if (!found) throw problem(404, 'payment-order.unknown', `there is no order ${params.orderId}`)
    requireCity(caller, found.order.fund.city)
    const decision = decide(found.order)
    if (decision.status === 'refused') throw refused(decision.refusal, 409)
    const answer = { status: 200 as const, body: decision.value }
    if (decision.value === found.order) return answer
    const written = await store.write([orderWrite(decision.value, found.version)])
    return written.status === 'written' ? answer : undefined
  })

/** Payments that did not go through, and giving their orders again. */
export const failedPaymentRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${path}/failure`,
    summary: 'The treasury says that an attempt to pay an order failed, and why.',
    scopes: ['feed'],
    body: z.strictObject({ attempt, failedOn: day, reason: z.string().min(1).max(500) }),
    answer: order,
    problems: [
      'payment-order.unknown',
      'payment-order.awaiting-funds',
      'payment-order.attempt-unknown',
      'payment-order.failed-before-ordered',
      'payment-order.failed-otherwise',
      'payment-order.already-paid',
    ],
    handle: ({ body, ...request }) => change(store, request, (found) => failPayment(body, found)),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/retry`,
    summary: 'Gives an order to the treasury again after the attempt that failed.',
    scopes: actors,
    body: z.strictObject({ attempt, on: day }),
    answer: order,
    problems: [
      'payment-order.unknown',
      'payment-order.not-failed',
      'payment-order.again-before-failed',
      'caller.other-division',
    ],
    handle: ({ body, ...request }) => change(store, request, (found) => giveAgain(body, found)),
  }),
]
