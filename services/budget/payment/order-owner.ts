import type { Store } from '#shared/edge/store/store.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { refusal } from '../refusals.ts'
import type { StoredOrder } from './store.ts'
import { readOrder } from './store.ts'

type OwnedOrder = { readonly parties: { readonly cities: readonly string[] }; readonly found: StoredOrder }
type OrderRequest = { readonly params: { readonly orderId: string } }

/** The city whose fund pays the order that a path names. */
export const orderOwner = (store: Store) => ({
  whose: 'recorded' as const,
  as: 'the city whose fund pays the order',
  unknown: ({ params: { orderId } }: OrderRequest): Refusal =>
    refusal('payment-order.unknown', { field: 'orderId', figures: { orderId } }),
  find: async ({ params: { orderId } }: OrderRequest): Promise<OwnedOrder | undefined> => {
    const found = await readOrder(store, orderId)
    return found && { parties: { cities: [found.order.fund.city] }, found }
  },
})
