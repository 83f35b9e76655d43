import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { billCorrections } from './store.ts'

/** What one officer would correct of a resident's bill waits for a second. */
export const billCorrectionsAreDecided = (policy: Policy): Wait => ({
  id: 'contribution.bill-corrections-are-decided',
  rule: "a correction of a resident's bill that one officer proposed is approved or rejected by another within the days of the policy",
  work: { zh: '居民缴费单更正待审批', en: "corrections of residents' bills that wait for approval" },
  waits: (item) => {
    if (!billCorrections.is(item)) return undefined
    const { state, proposed, own } = billCorrections.from(item).correction
    return state === 'proposed'
      ? waitingFor(policy, 'general.wait.proposal_days', proposed.on, Math.abs(own))
      : undefined
  },
})
