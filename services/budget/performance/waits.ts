import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { budgetTargets, evaluations } from './store.ts'

/** Targets that a city proposed wait for the province. */
export const targetsAreApproved = (policy: Policy): Wait => ({
  id: 'budget.performance-targets-are-approved',
  rule: 'targets that are proposed for a budget are approved within the days of the policy',
  work: { zh: '预算绩效目标待批准', en: "targets of budgets' performance, to be approved" },
  waits: (item) => {
    if (!budgetTargets.is(item)) return undefined
    const { status, proposed } = budgetTargets.from(item)
    return status === 'proposed' ? waitingFor(policy, 'general.wait.proposal_days', proposed.on) : undefined
  },
})

/** An evaluation waits for a second person of the province; shares of gaps wait with it. */
export const evaluationsArePublished = (policy: Policy): Wait => ({
  id: 'budget.evaluations-are-published',
  rule: 'an evaluation of a budget that one person worked out is published by another within the days of the policy',
  work: { zh: '预算绩效评价待公布', en: "evaluations of budgets' performance, to be published" },
  waits: (item) => {
    if (!evaluations.is(item)) return undefined
    const { evaluated, published } = evaluations.from(item)
    return published ? undefined : waitingFor(policy, 'general.wait.proposal_days', evaluated.on)
  },
})
