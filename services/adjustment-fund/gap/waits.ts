import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { applications } from './store.ts'

/** A city's application waits for one person of the province to examine it, and for another to approve it. */
export const applicationsAreDecided = (policy: Policy): Wait => ({
  id: 'adjustment-fund.applications-are-decided',
  rule: 'an application for the share of a gap is examined, and then approved or rejected, within the days of the policy',
  work: {
    zh: '基金缺口分担申请待审核、批准',
    en: 'applications for the share of a gap, to be examined and approved',
  },
  waits: (item) => {
    if (!applications.is(item)) return undefined
    const application = applications.from(item)
    if (application.status === 'examined')
      return waitingFor(policy, 'general.wait.proposal_days', application.examined.on, application.share.fund)
    if (application.status !== 'applied' || application.appliedOn === undefined) return undefined
    return waitingFor(policy, 'general.wait.proposal_days', application.appliedOn, application.eligible)
  },
})
