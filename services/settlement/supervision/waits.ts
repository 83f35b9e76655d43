import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { auditCaseRecords } from './audit-cases.ts'

/** What one officer found of a case waits for another to end it so. */
export const findingsAreDecided = (policy: Policy): Wait => ({
  id: 'settlement.findings-are-decided',
  rule: 'what one officer found of an audit case is confirmed or dismissed by another within the days of the policy',
  work: { zh: '稽核案件处理意见待确认', en: 'findings on audit cases that wait for another officer' },
  waits: (item) => {
    if (!auditCaseRecords.is(item)) return undefined
    const { finding } = auditCaseRecords.from(item)
    return finding && waitingFor(policy, 'general.wait.proposal_days', finding.on)
  },
})
