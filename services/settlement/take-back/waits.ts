import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate, waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { takeBacks } from './store.ts'

/** An allowance that was paid twice for one delivery waits for an officer, then for another, then for the money. */
export const takeBacksAreDecided = (policy: Policy): Wait => ({
  id: 'settlement.take-backs-are-decided',
  rule: 'what becomes of an allowance that was paid for a delivery a second time is proposed, and then approved, within the days of the policy; money that is owed is told until it is back, and never late',
  work: {
    zh: '同一次分娩重复发放的生育津贴待处理',
    en: 'maternity allowances that were paid twice for one delivery, to be taken back',
  },
  waits: (item) => {
    if (!takeBacks.is(item)) return undefined
    const { takeBack } = takeBacks.from(item)
    const { state, since, amount } = takeBack
    if (state === 'open') return waitingFor(policy, 'general.wait.proposal_days', since, amount)
    if (state === 'proposed')
      return waitingFor(policy, 'general.wait.proposal_days', takeBack.proposed.on, amount)
    return state === 'owed' ? { since: takeBack.approved.on, until: neverLate, amount } : undefined
  },
})
