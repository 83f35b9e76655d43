import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { returnOrders } from './store.ts'

/** A return that failed leaves a person, an employer or an office without their money until it is given again. */
export const failedReturnsAreGivenAgain = (policy: Policy): Wait => ({
  id: 'contribution.failed-returns-are-given-again',
  rule: 'a return whose payment failed is given to the treasury again within the days of the policy',
  work: { zh: '退付失败，待重新下达', en: 'returns that failed, for an officer to give again' },
  waits: (item) => {
    if (!returnOrders.is(item)) return undefined
    const { state, since, amount } = returnOrders.from(item).order
    return state === 'failed'
      ? waitingFor(policy, 'general.wait.failed_payment_days', since, amount)
      : undefined
  },
})

/** The treasury pays a return, or says that it failed. */
export const returnsArePaid = (policy: Policy): Wait => ({
  id: 'contribution.returns-are-paid',
  rule: 'the treasury pays a return, or says that it failed, within the days of the policy',
  work: { zh: '退付在途', en: 'returns that the treasury has to pay' },
  waits: (item) => {
    if (!returnOrders.is(item)) return undefined
    const { state, since, amount } = returnOrders.from(item).order
    return state === 'open' ? waitingFor(policy, 'general.wait.return_days', since, amount) : undefined
  },
})
