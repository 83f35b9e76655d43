import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { groupTableHeaders } from './group-tables.ts'

/** No stay is paid by a table of groups until another person has looked at it. */
export const groupTablesAreDecided = (policy: Policy): Wait => ({
  id: 'budget.group-tables-are-decided',
  rule: 'a table of case groups is approved or rejected by another person within the days of the policy',
  work: { zh: '病种分组表待复核', en: 'tables of case groups that wait for approval' },
  waits: (item) => {
    if (!groupTableHeaders.is(item)) return undefined
    const { status, made } = groupTableHeaders.from(item)
    return made && status === 'waiting'
      ? waitingFor(policy, 'general.wait.proposal_days', made.on)
      : undefined
  },
})
