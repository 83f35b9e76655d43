import * as z from 'zod'
import { day } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { booksFields } from '../../ledger/fields.ts'
import { cursorField, fundOwner, pageOf, readers } from '../../ledger/fund-operations.ts'
import { order, orderAnswer } from '../fields.ts'
import { daysLate } from '../rules/due-payment.ts'
import { orderStates } from '../rules/payment-order.ts'
import { lateOrders, pageOrders } from '../store.ts'

const mostLateShown = 200

/** Orders to the treasury. */
export const paymentOrderRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/payment-orders',
    summary: 'The payment orders of a fund in a state.',
    scopes: [...readers, 'treasury'],
    owner: fundOwner('query'),
    query: z.strictObject({ ...booksFields, state: z.enum(orderStates), ...cursorField }),
    answer: z.strictObject({ orders: z.array(order), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city, scheme, state, cursor } }) => {
      const { orders, ...next } = await pageOrders(store, { city, scheme }, state, pageOf(cursor))
      return accept({ orders: orders.map(orderAnswer), ...next })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/late-payments',
    summary:
      'The orders of a fund that are not paid within the working days that the law gives, oldest first.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject(booksFields),
    answer: z.strictObject({
      asOf: day,
      late: z.int(),
      /** The first of them. */
      orders: z.array(order.extend({ daysLate: z.int() })),
    }),
    refusals: [],
    handle: async ({ query: fund, today }) => {
      const late = await lateOrders(store, fund, today)
      const orders = late
        .slice(0, mostLateShown)
        .map((each) => ({ ...orderAnswer(each), daysLate: daysLate(each, today) }))
      return accept({ asOf: today, late: late.length, orders })
    },
  }),
]
