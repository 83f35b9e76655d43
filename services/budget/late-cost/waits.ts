import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate, waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { isDecided, lateCosts } from '../cleared-cost/late-costs.ts'
import { lateCostDecisions } from './late-cost-decisions.ts'

/** Claims, corrections and recoveries of a cleared year: the gap that was shared of it rests on other figures. */
export const lateCostsAreLookedAt: Wait = {
  id: 'budget.late-costs-are-looked-at',
  rule: 'what came to a year after it was cleared is told with its amount until it is decided, and never late',
  work: {
    zh: '年度清算后新增的当年费用，待决定如何处理',
    en: 'costs of a year that came after it was cleared, to be decided on',
  },
  waits: (item) => {
    if (!lateCosts.is(item)) return undefined
    const told = lateCosts.from(item)
    const { since, income, expenditure } = told
    const amount = expenditure - income
    return amount === 0 || isDecided(told) ? undefined : { since, until: neverLate, amount }
  },
}

/** What one person proposed on such costs waits for another of the province. */
export const lateCostDecisionsAreMade = (policy: Policy): Wait => ({
  id: 'budget.late-cost-decisions-are-made',
  rule: 'what is proposed on costs that came after a year was cleared is approved or withdrawn within the days of the policy',
  work: {
    zh: '清算后新增费用处理意见待批准',
    en: 'proposals on costs that came after their year was cleared',
  },
  waits: (item) => {
    if (!lateCostDecisions.is(item)) return undefined
    const { status, proposed } = lateCostDecisions.from(item)
    return status === 'proposed' ? waitingFor(policy, 'general.wait.proposal_days', proposed.on) : undefined
  },
})
