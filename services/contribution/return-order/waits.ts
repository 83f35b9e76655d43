import { addDays } from '#shared/calendar/day.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { StoredReturn } from './store.ts'
import { returnOrders } from './store.ts'

/** A return that failed leaves a person, an employer or an office without their money until it is given again. */
export const failedReturnsAreGivenAgain = (policy: Policy): Wait => ({
  id: 'contribution.failed-returns-are-given-again',
  rule: 'a return whose payment failed is given to the treasury again within the days of the policy',
  waits: (item) => {
    if (item.kind !== returnOrders.kind) return undefined
    const { order } = item as unknown as StoredReturn
    if (order.state !== 'failed') return undefined
    const days = numberAt(policy, 'general.wait.failed_payment_days', { on: order.since })
    return { since: order.since, until: addDays(order.since, days) }
  },
})
