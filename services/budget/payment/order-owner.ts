import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import type { StoredOrder } from './store.ts'
import { readOrder } from './store.ts'

type OrderRequest = { readonly params: { readonly orderId: string } }
type OwnedOrder = { readonly parties: { readonly cities: readonly string[] }; readonly found: StoredOrder }

/** The city whose fund pays the order that a path names. */
export const orderOwner = (store: Store) => ({
  whose: 'recorded' as const,
  as: 'the city whose fund pays the order',
  find: async ({ params: { orderId } }: OrderRequest): Promise<Decision<OwnedOrder>> => {
    const found = await readOrder(store, orderId)
    return found
      ? accept({ parties: { cities: [found.order.fund.city] }, found })
      : refuse('payment-order.unknown', { field: 'orderId', figures: { orderId } })
  },
})
