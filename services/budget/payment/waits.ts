import { addDays } from '#shared/calendar/day.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { numberAt, type Policy } from '#shared/policy/policy.ts'
import type { PaymentOrder } from './rules/payment-order.ts'

/** A payment that failed leaves the institution without its money until somebody gives the order again. */
export const failedOrdersAreGivenAgain = (policy: Policy): Wait => ({
  id: 'budget.failed-orders-are-given-again',
  rule: 'an order whose payment failed is given to the treasury again within the days of the policy',
  waits: (item) => {
    if (item.kind !== 'payment-order' || item.state !== 'failed') return undefined
    const { failedOn: since } = item as unknown as Extract<PaymentOrder, { state: 'failed' }>
    const days = numberAt(policy, 'general.wait.failed_payment_days', { on: since })
    return { since, until: addDays(since, days) }
  },
})

/** Institutions are paid within the working days of the law: an order says by when, and waits until it is paid. */
export const institutionsArePaidInTime: Wait = {
  id: 'budget.institutions-are-paid-in-time',
  rule: 'an institution is paid within the working days that the law gives',
  waits: (item) => {
    if (item.kind !== 'payment-order' || item.state === 'paid' || item.dueOn === undefined) return undefined
    const { orderedOn, dueOn } = item as unknown as PaymentOrder & { readonly dueOn: string }
    return { since: orderedOn, until: dueOn }
  },
}
