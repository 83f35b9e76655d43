import type { Wait } from '#shared/kernel/wait.ts'
import { struckEmployers } from '../market/store.ts'

/** An employer that is no more owes nothing, and whom it covers are entitled on what nobody pays. */
export const strikesAreDecided: Wait = {
  id: 'contribution.strikes-are-decided',
  rule: 'of an employer that was struck off two officers decide within the days of the policy whether its people leave or it stands',
  work: {
    zh: '已注销单位待处理参保人员',
    en: 'employers that were struck off, and whose people are undecided',
  },
  waits: (item) => {
    if (!struckEmployers.is(item)) return undefined
    const { state, toldOn, decideBy } = struckEmployers.from(item)
    return state === 'open' || state === 'proposed' ? { since: toldOn, until: decideBy } : undefined
  },
}
