import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { registrationRecords } from './store.ts'

/** A disease that one officer would have registered counts for nothing until a second looks at it: a patient waits. */
export const registrationsAreDecided = (policy: Policy): Wait => ({
  id: 'settlement.registrations-are-decided',
  rule: 'what one officer proposed to register of a person is approved or rejected within the days of the policy',
  work: { zh: '参保人登记提议待审批', en: 'registrations of persons that wait for approval' },
  waits: (item) => {
    if (!registrationRecords.is(item)) return undefined
    const { proposal } = registrationRecords.from(item)
    return proposal && waitingFor(policy, 'general.wait.proposal_days', proposal.proposed.on)
  },
})
