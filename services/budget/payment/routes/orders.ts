import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields } from '../../ledger/fields.ts'
import { cursorField, fundOwner, pageOf, readers } from '../../ledger/fund-operations.ts'
import { order, orderAnswer } from '../fields.ts'
import { orderStates } from '../rules/payment-order.ts'
import { pageOrders } from '../store.ts'

/** Orders to the treasury. */
export const paymentOrderRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/payment-orders',
    summary: 'The payment orders of a fund in a state.',
    scopes: [...readers, 'treasury'],
    owner: fundOwner('query'),
    query: z.strictObject({ ...fundFields, state: z.enum(orderStates), ...cursorField }),
    answer: z.strictObject({ orders: z.array(order), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city, scheme, state, cursor } }) => {
      const { orders, ...next } = await pageOrders(store, { city, scheme }, state, pageOf(cursor))
      return accept({ orders: orders.map(orderAnswer), ...next })
    },
  }),
]
