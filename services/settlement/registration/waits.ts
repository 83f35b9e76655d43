import { addDays } from '#shared/calendar/day.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'
import { registrationRecords } from './store.ts'

/** A disease that one officer would have registered counts for nothing until a second looks at it: a patient waits. */
export const registrationsAreDecided = (policy: Policy): Wait => ({
  id: 'settlement.registrations-are-decided',
  rule: 'what one officer proposed to register of a person is approved or rejected within the days of the policy',
  waits: (item) => {
    const since = registrationRecords.is(item)
      ? registrationRecords.from(item).proposal?.proposed.on
      : undefined
    if (since === undefined) return undefined
    const days = numberAt(policy, 'general.wait.proposal_days', { on: since })
    return { since, until: addDays(since, days) }
  },
})
