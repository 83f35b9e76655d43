import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { struckEmployers } from '../market/store.ts'

/** An employer that is no more owes nothing, and whom it covers are entitled on what nobody pays. */
export const strikesAreDecided = (policy: Policy): Wait => ({
  id: 'contribution.strikes-are-decided',
  rule: 'of an employer that was struck off two officers decide within the days of the policy whether its people leave or it stands',
  work: {
    zh: '已注销单位待处理参保人员',
    en: 'employers that were struck off, and whose people are undecided',
  },
  waits: (item) => {
    if (!struckEmployers.is(item)) return undefined
    const { state, toldOn, decideBy, ...struck } = struckEmployers.from(item)
    if ('correction' in struck && struck.correction)
      return waitingFor(policy, 'general.wait.proposal_days', struck.correction.on)
    return state === 'open' || state === 'proposed' ? { since: toldOn, until: decideBy } : undefined
  },
})
