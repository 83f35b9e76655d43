import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { applications, clawbacks } from './store.ts'

/** What a city has to give back of a share is money of other cities: until then it gets nothing of the fund. */
export const clawbacksAreRemitted: Wait = {
  id: 'adjustment-fund.clawbacks-are-remitted',
  rule: 'what is owed back of a share is remitted through the treasury by its last day, as a levy is',
  work: { zh: '调剂金待退回', en: 'shares of gaps that are owed back and not remitted yet' },
  waits: (item) => {
    if (!clawbacks.is(item)) return undefined
    const { on, toldOn = on, dueOn, remittedOn, amount } = clawbacks.from(item)
    // What earlier releases clawed back says neither its last day nor whether it was remitted.
    if (dueOn === undefined || remittedOn !== undefined) return undefined
    return { since: toldOn, until: dueOn, amount }
  },
}

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
