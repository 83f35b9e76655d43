import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { targets } from './store.ts'

/** Nothing is divided among institutions before another person has approved the target. */
export const targetsAreSet = (policy: Policy): Wait => ({
  id: 'budget.targets-are-approved',
  rule: 'a proposed target of total control is approved within the days of the policy',
  work: { zh: '总额控制目标待批准', en: 'targets of total control, to be approved' },
  waits: (item) => {
    if (!targets.is(item)) return undefined
    const { status, proposed } = targets.from(item)
    return status === 'proposed' ? waitingFor(policy, 'general.wait.proposal_days', proposed.on) : undefined
  },
})
