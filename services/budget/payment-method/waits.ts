import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { groupTableHeaders } from './group-tables.ts'
import { recordedHeads } from './package-heads.ts'

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

/** A list is paid by the heads that another person has approved. */
export const headsAreApproved = (policy: Policy): Wait => ({
  id: 'budget.package-heads-are-approved',
  rule: 'the heads of a package that one person recorded are approved by another within the days of the policy',
  work: { zh: '包干人头待批准', en: 'heads of packages, to be approved' },
  waits: (item) => {
    if (!recordedHeads.is(item)) return undefined
    const { recorded, approved } = recordedHeads.from(item)
    return approved ? undefined : waitingFor(policy, 'general.wait.proposal_days', recorded.on)
  },
})
