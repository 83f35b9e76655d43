import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { duplicateDecisions } from './store.ts'

/** Until another approves it, both go on being covered and subsidised. */
export const duplicatesAreDecided = (policy: Policy): Wait => ({
  id: 'enrollment.duplicates-are-decided',
  rule: 'what is proposed of persons registered twice is approved or refused within the days of the policy',
  work: {
    zh: '重复参保处理单待复核',
    en: 'decisions on persons registered twice that wait for a second hand',
  },
  waits: (item) => {
    if (!duplicateDecisions.is(item)) return undefined
    const { status, proposed } = duplicateDecisions.from(item)
    return status === 'proposed'
      ? waitingFor(policy, 'enrollment.report.decision_days', proposed.on)
      : undefined
  },
})
