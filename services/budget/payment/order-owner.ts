import type { OwnedRecord } from '#shared/edge/http/owner.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { refusal } from '../refusals.ts'
import type { StoredOrder } from './store.ts'
import { readOrder } from './store.ts'

type OrderRequest = { readonly params: { readonly orderId: string } }

/** The city whose fund pays the order that a path names. */
export const orderOwner = (store: Store) => ({
  whose: 'recorded' as const,
  as: 'the city whose fund pays the order',
  unknown: ({ params: { orderId } }: OrderRequest): Refusal =>
    refusal('payment-order.unknown', { field: 'orderId', figures: { orderId } }),
  find: async ({ params: { orderId } }: OrderRequest): Promise<OwnedRecord<StoredOrder> | undefined> => {
    const found = await readOrder(store, orderId)
    return found && { parties: { cities: [found.order.fund.city] }, found }
  },
})
