import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { refundRequests } from './store.ts'

/** Whoever asks for their money back waits until two officers answered. */
export const refundRequestsAreAnswered = (policy: Policy): Wait => ({
  id: 'contribution.refund-requests-are-answered',
  rule: 'a refund that the tax authority asks for is granted or refused by two officers within the days of the policy',
  work: { zh: '税务退费申请待审核', en: 'refunds that the tax authority asks for, to review' },
  waits: (item) => {
    if (!refundRequests.is(item)) return undefined
    const { state, asked, amount } = refundRequests.from(item).request
    return state === 'asked' || state === 'reviewed'
      ? waitingFor(policy, 'general.wait.refund_request_days', asked.on, amount)
      : undefined
  },
})
