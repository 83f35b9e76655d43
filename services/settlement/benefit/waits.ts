import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { benefits } from './store.ts'

/** A mother, an employer or heirs wait for their money until another officer has looked at it. */
export const benefitsAreDecided = (policy: Policy): Wait => ({
  id: 'settlement.benefits-are-decided',
  rule: 'what one officer proposed to pay beside claims is approved or rejected within the days of the policy',
  work: {
    zh: '生育津贴、个人账户继承和转出待审批',
    en: 'maternity allowances and payouts of accounts to approve',
  },
  waits: (item) => {
    if (!benefits.is(item)) return undefined
    const { benefit } = benefits.from(item)
    return benefit.state === 'proposed'
      ? waitingFor(policy, 'general.wait.proposal_days', benefit.proposed.on, benefit.amount)
      : undefined
  },
})
