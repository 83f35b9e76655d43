import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate, waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { decisionRecords, earlierIn, institutionRecords } from './institution-items.ts'

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

/** Institutions that one officer registered before the rule. They keep their right, until two officers confirm or change it. */
export const oneHandInstitutionsAreTold: Wait = {
  id: 'settlement.one-hand-institutions-are-told',
  rule: 'an institution that one officer registered in an earlier release is told until two confirm it, and never late',
  work: {
    zh: '旧版本由一人登记的医药机构，待两人确认',
    en: 'institutions that one officer registered in an earlier release, to be confirmed by two',
  },
  waits: (item) => {
    const earlier = institutionRecords.is(item) ? earlierIn(item) : undefined
    // Without an agreement of its own nothing is known of when; it settles nothing by this registration either.
    return earlier?.agreement ? { since: earlier.agreement.from, until: neverLate } : undefined
  },
}
