import type { Wait } from '#shared/kernel/wait.ts'
import { levies } from './store.ts'

/** A city that does not remit gets nothing of the fund, and keeps others from what they are owed. */
export const leviesAreRemitted: Wait = {
  id: 'adjustment-fund.levies-are-remitted',
  rule: 'a levy is remitted through the treasury by its last day',
  work: { zh: '调剂金待上解', en: 'levies that are not remitted yet' },
  waits: (item) => {
    if (!levies.is(item)) return undefined
    const { status, share, remittedOn, assessedOn, dueOn, amount } = levies.from(item)
    // What was levied before parts does not say whether it was remitted.
    if (status !== 'due' || share === undefined || remittedOn !== undefined) return undefined
    return { since: assessedOn, until: dueOn, amount }
  },
}
