import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { aidChanges, aidLists } from './store.ts'

/** Until it is approved, who lost their aid keeps it, and who was granted it has none. */
export const aidListsAreApproved = (policy: Policy): Wait => ({
  id: 'enrollment.aid-lists-are-approved',
  rule: 'a list of aid recipients that was compared is approved, or another takes its place, within the days of the policy',
  work: {
    zh: '已比对的救助对象名单待复核',
    en: 'lists of aid recipients that wait for a second hand',
  },
  waits: (item) => {
    if (!aidLists.is(item)) return undefined
    const { status, sent } = aidLists.from(item)
    return status === 'compared'
      ? waitingFor(policy, 'enrollment.aid_list.decision_days', sent.on)
      : undefined
  },
})

/** Whom an approved list could not change any more, because their category or city changed since it was compared. */
export const unreachedAreLookedAt = (policy: Policy): Wait => ({
  id: 'enrollment.unreached-by-aid-list',
  rule: 'whom an approved list of aid recipients did not reach any more is on the next list, or is looked at within the days of the policy',
  work: {
    zh: '获批名单未能变更的救助对象待核查',
    en: 'persons whom an approved list of aid recipients did not reach any more',
  },
  waits: (item) => {
    if (!aidChanges.is(item)) return undefined
    const { applied } = aidChanges.from(item)
    return applied && applied.refused.length > 0
      ? waitingFor(policy, 'enrollment.aid_list.decision_days', applied.on)
      : undefined
  },
})
