import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { familyPremiums } from './store.ts'

/** Money left an account, and nobody said yet whether the bill took it. */
export const familyPremiumsAreAnswered = (policy: Policy): Wait => ({
  id: 'settlement.family-premiums-are-answered',
  rule: 'what an account is to pay of a relative’s premium is on the bill, or back on the account, within the days of the policy',
  work: {
    zh: '个人账户代缴居民医保费未得到账单回应',
    en: 'premiums taken from accounts that no bill answered',
  },
  waits: (item) => {
    if (!familyPremiums.is(item)) return undefined
    const { premium } = familyPremiums.from(item)
    const { asked, saidOn = asked.on, approved } = premium
    return premium.state === 'asked'
      ? waitingFor(policy, 'general.wait.proposal_days', approved?.on ?? saidOn, premium.amount)
      : undefined
  },
})

/** A premium that is to count from an earlier day waits for another officer. */
export const familyPremiumsAreDecided = (policy: Policy): Wait => ({
  id: 'settlement.family-premiums-are-decided',
  rule: 'a relative’s premium that is to count from an earlier day is approved or rejected within the days of the policy',
  work: {
    zh: '按较早日期代缴居民医保费待审批',
    en: 'premiums from accounts to count from an earlier day, to approve',
  },
  waits: (item) => {
    if (!familyPremiums.is(item)) return undefined
    const { premium } = familyPremiums.from(item)
    return premium.state === 'proposed'
      ? waitingFor(policy, 'general.wait.proposal_days', premium.saidOn ?? premium.asked.on, premium.amount)
      : undefined
  },
})
