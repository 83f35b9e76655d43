import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { isFollowedWhole } from './rules/followed.ts'
import { followedPartings } from './store.ts'

/** Until they follow, claims and money are with the number that they are not of. */
export const partingsAreFollowed = (policy: Policy): Wait => ({
  id: 'settlement.partings-are-followed',
  rule: 'claims and account of one record that was two persons follow its parting within the days of the policy',
  work: {
    zh: '拆分档案的待遇或个人账户尚未转到另一编号',
    en: 'claims or accounts that could not follow the parting of a record yet',
  },
  waits: (item) => {
    if (!followedPartings.is(item)) return undefined
    const parting = followedPartings.from(item)
    return isFollowedWhole(parting)
      ? undefined
      : waitingFor(policy, 'settlement.correction_told_after', parting.partedOn, parting.account)
  },
})
