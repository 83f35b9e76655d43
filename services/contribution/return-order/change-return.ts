import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { arrivalWrite } from '../income/store.ts'
import { refuse } from '../refusals.ts'
import type { ReturnOrder } from './rules/return-order.ts'
import { readReturn, returnWrite } from './store.ts'

/** What a payment brings to the account of another city that waits for it. */
const arrivals = (order: ReturnOrder): Write[] =>
  order.state === 'paid' && order.into
    ? [arrivalWrite({ ...order.into, scheme: order.scheme }, order.amount)]
    : []

/**
 * Decides on an order and saves it at its next version, with what arrives by it; the same decision again changes nothing.
 */
export const changeReturn = (
  store: Store,
  orderId: string,
  decide: (order: ReturnOrder) => Decision<ReturnOrder>,
): Promise<Decision<ReturnOrder>> =>
  retryConflicts(async () => {
    const found = await readReturn(store, orderId)
    if (!found) return refuse('return-order.unknown', { field: 'orderId', figures: { orderId } })
    const decision = decide(found.order)
    if (decision.status === 'refused' || decision.value === found.order) return decision
    const written = await store.write([
      returnWrite({ ...found, order: decision.value }),
      ...arrivals(decision.value),
    ])
    return written.status === 'written' ? decision : undefined
  })
