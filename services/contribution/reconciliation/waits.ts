import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { effectOf } from './rules/compare.ts'
import { dayLists, differences } from './store.ts'

/** A difference between the lists is somebody's money: one officer says whose word stands, another agrees. */
export const differencesAreSettled = (policy: Policy): Wait => ({
  id: 'contribution.differences-are-settled',
  rule: "a difference between the tax authority's list of a day and ours is settled by two officers within the days of the policy",
  work: { zh: '与税务对账差异待处理', en: 'differences from the tax authority’s lists, to settle' },
  waits: (item) => {
    if (!differences.is(item)) return undefined
    const { difference } = differences.from(item)
    return difference.state === 'open' || difference.state === 'proposed'
      ? waitingFor(policy, 'general.wait.difference_days', difference.foundOn, effectOf(difference))
      : undefined
  },
})

/** A list that does not add up, or is not whole, is compared with nothing. */
export const dayListsAreWhole = (policy: Policy): Wait => ({
  id: 'contribution.day-lists-are-whole',
  rule: "the tax authority's list of a day is whole and adds up within the days of the policy",
  work: {
    zh: '税务对账清单不完整或合计不符',
    en: 'lists of the tax authority that are not whole or do not add up',
  },
  waits: (item) => {
    if (!dayLists.is(item)) return undefined
    const { state, receivedOn } = dayLists.from(item)
    return state === 'compared' ? undefined : waitingFor(policy, 'general.wait.difference_days', receivedOn)
  },
})
