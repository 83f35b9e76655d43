import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { payeeKindOf } from './rules/payment-order.ts'
import { orderIn } from './store.ts'

/** A payment that failed leaves the institution without its money until somebody gives the order again. */
export const failedOrdersAreGivenAgain = (policy: Policy): Wait => ({
  id: 'budget.failed-orders-are-given-again',
  rule: 'an order whose payment failed is given to the treasury again within the days of the policy',
  work: { zh: '支付失败，待重新下达', en: 'payments that failed, for an officer to give again' },
  waits: (item) => {
    const order = orderIn(item)
    if (order?.state !== 'failed') return undefined
    return waitingFor(policy, 'general.wait.failed_payment_days', order.failedOn, order.amount)
  },
})

/** Institutions are paid within the working days of the law: an order says by when, and waits until it is paid. */
export const institutionsArePaidInTime: Wait = {
  id: 'budget.institutions-are-paid-in-time',
  rule: 'an institution is paid within the working days that the law gives',
  waits: (item) => {
    const order = orderIn(item)
    if (!order || payeeKindOf(order) !== 'institution') return undefined
    if (order.state === 'paid' || order.dueOn === undefined) return undefined
    return { since: order.orderedOn, until: order.dueOn, amount: order.amount }
  },
}
