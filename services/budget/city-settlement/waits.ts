import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { orderIn } from '../payment/store.ts'
import { citySettlements } from './store.ts'

/** A settlement between cities that is proposed waits for a second person of the province. */
export const citySettlementsAreDecided = (policy: Policy): Wait => ({
  id: 'budget.city-settlements-are-decided',
  rule: 'a proposed settlement between cities is approved or rejected within the days of the policy',
  work: { zh: '异地就医市际清算待审批', en: 'settlements between cities, to be approved or rejected' },
  waits: (item) => {
    if (!citySettlements.is(item)) return undefined
    const { status, proposed, debts } = citySettlements.from(item)
    if (status !== 'proposed') return undefined
    const amount = debts.reduce((total, debt) => total + debt.amount, 0)
    return waitingFor(policy, 'general.wait.proposal_days', proposed.on, amount)
  },
})

/** A city that is late in remitting keeps others waiting for their money. */
export const citiesRemitInTime: Wait = {
  id: 'budget.cities-remit-in-time',
  rule: 'what cities owe each other for care elsewhere is remitted and passed on within the days of the policy',
  waits: (item) => {
    const order = orderIn(item)
    if (order?.cause.purpose !== 'cities-settlement' || order.state === 'paid') return undefined
    if (order.dueOn === undefined) return undefined
    return { since: order.orderedOn, until: order.dueOn, amount: order.amount }
  },
}
