import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { quotaDecisions } from './store.ts'

/** What one person of the province proposed waits for another; until then the quotas before it are in force, or none. */
export const quotaDecisionsAreMade = (policy: Policy): Wait => ({
  id: 'budget.quota-decisions-are-made',
  rule: 'what is proposed for a provincial decision on quotas is approved or withdrawn within the days of the policy',
  work: { zh: '待批准的总额指标核定方案', en: 'quotas proposed for a decision of the province' },
  waits: (item) => {
    if (!quotaDecisions.is(item)) return undefined
    const { status, proposed } = quotaDecisions.from(item)
    return status === 'proposed' ? waitingFor(policy, 'general.wait.proposal_days', proposed.on) : undefined
  },
})
