import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { lateCostDecisions } from './late-cost-decisions.ts'

/** What one person proposed on costs that came to a cleared year waits for another of the province. */
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
