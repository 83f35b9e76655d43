import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { ItemFields } from '../keys.ts'
import { orderKey, ordersIn } from '../keys.ts'
import type { Books } from '../ledger/rules/fund.ts'
import { daysLate } from './rules/due-payment.ts'
import type { OrderState, PaymentOrder } from './rules/payment-order.ts'

const unpaidStates = ['awaiting-funds', 'open', 'failed'] as const satisfies readonly OrderState[]

export type StoredOrder = { readonly order: PaymentOrder; readonly version: number }

type OrderRecord = PaymentOrder & { readonly version?: number }

const orders = defineRecord<OrderRecord, Pick<PaymentOrder, 'orderId'>>({
  kind: 'payment-order',
  key: ({ orderId }) => orderKey(orderId),
  index: ({ fund, state, orderId }) => ({ gsi1pk: ordersIn(fund, state), gsi1sk: orderId }),
})

const storedOrder = (record: OrderRecord & ItemFields): StoredOrder => {
  const { pk, sk, kind, gsi1pk, gsi1sk, version = 0, ...order } = record
  return { order, version }
}

export const toOrder = (item: Stored): StoredOrder => storedOrder(orders.from(item))

/** The order that a record is; undefined for other records. */
export const orderIn = (item: RecordedItem): PaymentOrder | undefined =>
  orders.is(item) ? orders.from(item) : undefined

/** Writes an order at its next version; 0 creates it. */
export const orderWrite = (order: PaymentOrder, version: number): Write => orders.replace(order, version)

/** Orders by their ids, in one round trip. */
export const readOrders = async (
  store: Store,
  orderIds: readonly string[],
): Promise<(StoredOrder | undefined)[]> => {
  const ids = orderIds.map((orderId) => ({ orderId }))
  return (await orders.readMany(store, ids)).map((record) => record && storedOrder(record))
}

/** An order by its id, in one read. */
export const readOrder = async (store: Store, orderId: string): Promise<StoredOrder | undefined> => {
  const record = await orders.read(store, { orderId })
  return record && storedOrder(record)
}

/** A fund's orders in a state, page by page. The index follows the orders within moments. */
export const pageOrders = async (
  store: Store,
  fund: Books,
  state: OrderState,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ index: 'gsi1', pk: ordersIn(fund, state), ...page })
  return { orders: found.items.map((item) => toOrder(item).order), cursor: found.cursor }
}

/** The orders of a fund that are not paid and late on a day, those that are late for longest first. */
export const lateOrders = async (store: Store, fund: Books, on: Day): Promise<PaymentOrder[]> => {
  const late: PaymentOrder[] = []
  for (const state of unpaidStates)
    for await (const item of store.list({ index: 'gsi1', pk: ordersIn(fund, state) })) {
      const { order } = toOrder(item)
      if (daysLate(order, on) > 0) late.push(order)
    }
  return late.sort((a, b) => daysLate(b, on) - daysLate(a, on) || (a.orderId < b.orderId ? -1 : 1))
}

/** All orders of a fund that wait for money, in the order of their ids. */
export const waitingOrders = async (store: Store, fund: Books): Promise<StoredOrder[]> => {
  const waiting: StoredOrder[] = []
  for await (const item of store.list({ index: 'gsi1', pk: ordersIn(fund, 'awaiting-funds') }))
    waiting.push(toOrder(item))
  return waiting
}
