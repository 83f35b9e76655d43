import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { partings } from './store.ts'

/** Until another approves it, one of the two has neither their months nor their claims. */
export const partingsAreDecided = (policy: Policy): Wait => ({
  id: 'enrollment.partings-are-decided',
  rule: 'what is proposed of one record that was two persons is approved or refused within the days of the policy',
  work: {
    zh: '一人档案拆分（实为两人）待复核',
    en: 'records that were two persons, whose parting waits for a second hand',
  },
  waits: (item) => {
    if (!partings.is(item)) return undefined
    const { status, proposed } = partings.from(item)
    return status === 'proposed'
      ? waitingFor(policy, 'enrollment.report.decision_days', proposed.on)
      : undefined
  },
})
