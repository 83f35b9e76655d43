import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { writeOffs } from './store.ts'

/** What one officer would take off a bill waits for a second. */
export const writeOffsAreDecided = (policy: Policy): Wait => ({
  id: 'contribution.write-offs-are-decided',
  rule: 'a write-off or waiver that one officer proposed is approved or rejected by another within the days of the policy',
  work: { zh: '欠费核销、滞纳金减免待审批', en: 'write-offs and waivers that wait for approval' },
  waits: (item) => {
    if (!writeOffs.is(item)) return undefined
    const { state, proposed, amount } = writeOffs.from(item).writeOff
    return state === 'proposed'
      ? waitingFor(policy, 'general.wait.proposal_days', proposed.on, amount)
      : undefined
  },
})
