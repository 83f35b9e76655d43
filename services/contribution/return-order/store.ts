import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { returnOrderKey, returnOrdersPartition } from '../keys.ts'
import type { OrderDraft, ReturnOrder } from './rules/return-order.ts'

/** An order as stored, with the version its next write replaces. */
export type StoredReturn = { readonly order: ReturnOrder; readonly version: number }
type ReturnId = { readonly order: Pick<ReturnOrder, 'orderId'> }

const idOf = (orderId: string): ReturnId => ({ order: { orderId } })

export const returnOrders = defineRecord<StoredReturn, ReturnId>({
  kind: 'return-order',
  key: ({ order }) => returnOrderKey(order.orderId),
  index: ({ order: { city, scheme, state, since, orderId } }) => ({
    gsi1pk: returnOrdersPartition({ city, scheme }, state),
    gsi1sk: `${since}#${orderId}`,
  }),
})

/** The write of a new order, given to the treasury. */
export const placeWrite = (draft: OrderDraft): Write =>
  returnOrders.replace({ order: { ...draft, state: 'open' }, version: 0 }, 0)

/** The write of an order as it is next. */
export const returnWrite = ({ order, version }: StoredReturn): Write =>
  returnOrders.replace({ order, version }, version)

export const readReturn = (store: Store, orderId: string): Promise<StoredReturn | undefined> =>
  returnOrders.read(store, idOf(orderId))
