import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { orderKey, ordersIn } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { OrderState, PaymentOrder } from './rules/payment-order.ts'

export type StoredOrder = { readonly order: PaymentOrder; readonly version: number }

const toItem = (order: PaymentOrder) => ({
  ...orderKey(order.orderId),
  kind: 'payment-order',
  gsi1pk: ordersIn(order.fund, order.state),
  gsi1sk: order.orderId,
  ...order,
})

export const toOrder = (item: Stored): StoredOrder => {
  const { pk, sk, kind, gsi1pk, gsi1sk, version, ...order } = item
  return { order: order as unknown as PaymentOrder, version: Number(version) }
}

/** Writes an order at its next version; 0 creates it. */
export const orderWrite = (order: PaymentOrder, version: number): Write => ({
  kind: 'replace',
  item: toItem(order),
  version,
})

/** Orders by their ids, in one round trip. */
export const readOrders = async (
  store: Store,
  orderIds: readonly string[],
): Promise<(StoredOrder | undefined)[]> =>
  (await store.getMany(orderIds.map(orderKey))).map((item) => item && toOrder(item))

/** A fund's orders in a state, page by page. The index follows the orders within moments. */
export const pageOrders = async (
  store: Store,
  fund: Fund,
  state: OrderState,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ index: 'gsi1', pk: ordersIn(fund, state), ...page })
  return { orders: found.items.map((item) => toOrder(item).order), cursor: found.cursor }
}

/** All orders of a fund that wait for money, in the order of their ids. */
export const waitingOrders = async (store: Store, fund: Fund): Promise<StoredOrder[]> => {
  const waiting: StoredOrder[] = []
  for await (const item of store.list({ index: 'gsi1', pk: ordersIn(fund, 'awaiting-funds') }))
    waiting.push(toOrder(item))
  return waiting
}
