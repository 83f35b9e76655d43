import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { likenesses } from './store.ts'

/** Until it is decided, a person may be covered and subsidised twice. */
export const likenessesAreDecided = (policy: Policy): Wait => ({
  id: 'enrollment.likenesses-are-decided',
  rule: 'of two who are alike it is decided within the days of the policy whether they are one person',
  work: {
    zh: '疑似重复参保人员（姓名、性别、出生日期相同，证件不同）待认定',
    en: 'persons who are alike under two certificates, and may be one',
  },
  waits: (item) => {
    if (!likenesses.is(item)) return undefined
    const { status, foundOn } = likenesses.from(item)
    return status === 'open' ? waitingFor(policy, 'enrollment.likeness.decision_days', foundOn) : undefined
  },
})
