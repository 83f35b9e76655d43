import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { decisionRecords } from './institution-items.ts'

/** Claims are judged by what is registered of an institution until another officer has looked at the change. */
export const institutionChangesAreDecided = (policy: Policy): Wait => ({
  id: 'settlement.institution-changes-are-decided',
  rule: 'what one officer proposed to register of an institution is approved or rejected within the days of the policy',
  work: { zh: '机构登记提议待审批', en: 'registrations of institutions that wait for approval' },
  waits: (item) => {
    if (!decisionRecords.is(item)) return undefined
    const { proposal } = decisionRecords.from(item)
    return proposal && waitingFor(policy, 'general.wait.proposal_days', proposal.proposed.on)
  },
})
