import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import { amount, city, day, fundYear, id, scheme, why } from '#shared/contracts/fields.ts'
import { payee } from '#shared/contracts/payee.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cityOwner } from '../city-owner.ts'
import type { Effects } from '../effects.ts'
import { returnOrdersPartition } from '../keys.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { changeReturn } from './change-return.ts'
import type { ReturnOrder } from './rules/return-order.ts'
import {
  attemptOf,
  confirmReturn,
  failReturn,
  giveReturnAgain,
  returnOrderStates,
} from './rules/return-order.ts'
import { readReturn, returnOrders } from './store.ts'

type Needs = Pick<Effects, 'store'>

const path = '/v1/contribution/return-orders'
const params = z.strictObject({ orderId: id })
type OfOrder = { readonly params: z.output<typeof params> }

const state = z.enum(returnOrderStates).meta({
  description: '`open`: with the treasury; `failed`: for an officer to give it again; `paid`: for good',
})
const attempt = z
  .int()
  .min(1)
  .max(1_000)
  .meta({ description: 'which time the order was given to the treasury; 1 at first' })

const order = z.strictObject({
  orderId: id,
  ...{ city, scheme, fundYear, payee },
  purpose: z.enum(['return', 'transfer']).meta({
    description: '`return`: back to whoever paid; `transfer`: to the city whose bill it pays',
  }),
  paymentId: id,
  into: z
    .strictObject({ city, fundYear, billId: id })
    .optional()
    .meta({ description: 'the account and bill of another city that wait for the money until it is paid' }),
  amount,
  since: day,
  orderedOn: day,
  state,
  attempt,
  ageDays: z.int().min(0).optional().meta({ description: 'how long it has not been paid' }),
  failures: z.array(z.strictObject({ failedOn: day, reason: why })),
  paidOn: day.optional(),
  treasuryRef: z.string().optional(),
})

const answerOf = (of: ReturnOrder, today: Day): z.output<typeof order> => ({
  ...of,
  failures: [...of.failures],
  attempt: attemptOf(of),
  ...(of.state === 'paid' ? {} : { ageDays: Math.max(0, daysBetween(of.since, today)) }),
})

const ownerOf = ({ store }: Needs) =>
  cityOwner('orderId', {
    as: 'the city whose income account pays it',
    unknown: 'return-order.unknown',
    find: async (orderId) => (await readReturn(store, orderId))?.order,
  })

const changes = ({ params: { orderId } }: OfOrder): string[] => [`${path}/${orderId}`]

const listOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'The orders of an income account in a state, the oldest first, each with its age: those that failed wait for an officer.',
    scopes: ['province', 'city', 'tax', 'treasury', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, scheme, state, cursor }),
    answer: z.strictObject({ orders: z.array(order).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { cursor: from, state: of, ...account }, today }) => {
      const place = { index: 'gsi1' as const, ...pageFrom(from) }
      const { records, ...next } = await returnOrders.page(store, returnOrdersPartition(account, of), place)
      return accept({ orders: records.map((record) => answerOf(record.order, today)), ...next })
    },
  })

const changed = async (
  { store }: Needs,
  { params: { orderId }, today }: OfOrder & { readonly today: Day },
  decide: (of: ReturnOrder) => Decision<ReturnOrder>,
) => {
  const outcome = await changeReturn(store, orderId, decide)
  return outcome.status === 'refused' ? outcome : accept(answerOf(outcome.value, today))
}

const confirmOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{orderId}/confirmation`,
    summary: 'The treasury confirms that it paid an order out of an income account.',
    scopes: ['treasury'],
    params,
    owner: ownerOf(effects),
    body: z.strictObject({ paidOn: day, treasuryRef: id }),
    answer: order,
    refusals: [
      'return-order.unknown',
      'return-order.paid-before-ordered',
      'return-order.confirmed-otherwise',
    ],
    changes,
    handle: (request) => changed(effects, request, (of) => confirmReturn(request.body, of)),
  })

const failOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{orderId}/failure`,
    summary: 'The treasury says that an attempt to pay an order failed, and why.',
    scopes: ['treasury'],
    params,
    owner: ownerOf(effects),
    body: z.strictObject({ attempt, failedOn: day, reason: why }),
    answer: order,
    refusals: [
      'return-order.unknown',
      'return-order.already-paid',
      'return-order.attempt-unknown',
      'return-order.failed-before-ordered',
      'return-order.failed-otherwise',
    ],
    changes,
    handle: (request) => changed(effects, request, (of) => failReturn(request.body, of)),
  })

const retryOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{orderId}/retry`,
    summary: 'Gives an order to the treasury again after the attempt that failed.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    body: z.strictObject({ attempt, on: day }),
    answer: order,
    refusals: [
      'return-order.unknown',
      'return-order.not-failed',
      'return-order.already-paid',
      'return-order.again-before-failed',
    ],
    changes,
    handle: (request) => changed(effects, request, (of) => giveReturnAgain(request.body, of)),
  })

/** Orders to the treasury to pay out of an income account: their list by age, and what the treasury says of them. */
export const returnOrderRoutes = (effects: Needs): Operation[] => [
  listOperation(effects),
  confirmOperation(effects),
  failOperation(effects),
  retryOperation(effects),
]
