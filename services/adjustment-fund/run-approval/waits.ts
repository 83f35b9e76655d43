import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { provincialRuns } from './store.ts'

/** A levy or an allocation that is proposed waits for a second person of the province. */
export const runsAreDecided = (policy: Policy): Wait => ({
  id: 'adjustment-fund.runs-are-decided',
  rule: 'a proposed levy or allocation run is approved or rejected within the days of the policy',
  work: { zh: '调剂金上解、拨付批次待审批', en: 'levy and allocation runs, to be approved or rejected' },
  waits: (item) => {
    if (!provincialRuns.is(item)) return undefined
    const { status, proposed } = provincialRuns.from(item)
    return status === 'proposed' ? waitingFor(policy, 'general.wait.proposal_days', proposed.on) : undefined
  },
})
