import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { PaymentOrder } from './rules/payment-order.ts'
import type { StoredOrder } from './store.ts'
import { orderWrite, readOrder } from './store.ts'

/** Decides on an order and saves it at its next version; the same decision again changes nothing. */
export const changeOrder = (
  store: Store,
  found: StoredOrder,
  decide: (order: PaymentOrder) => Decision<PaymentOrder>,
): Promise<Decision<PaymentOrder>> => {
  let stands = found
  return retryConflicts(async () => {
    const { order, version } = stands
    const decision = decide(order)
    if (decision.status === 'refused' || decision.value === order) return decision
    const written = await store.write([orderWrite(decision.value, version)])
    if (written.status === 'written') return decision
    stands = (await readOrder(store, order.orderId)) ?? stands
    return undefined
  })
}
