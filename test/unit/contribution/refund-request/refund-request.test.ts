import { describe, expect, it } from 'vitest'
import type { RefundRequest } from '../../../../services/contribution/refund-request/rules/refund-request.ts'
import {
  approveReview,
  reviewRequest,
} from '../../../../services/contribution/refund-request/rules/refund-request.ts'

const asked: RefundRequest = {
  ...{ requestId: 'TF-1', city: '340100', paymentId: 'T1', amount: 40_000, why: 'paid twice' },
  ...{ asked: { by: 'wang', on: '2025-02-03' }, state: 'asked' },
}
const review = (by: string) => ({
  ...({ as: 'granted', why: 'the other cover is proved', commandId: 'c1' } as const),
  proposed: { by, on: '2025-02-04' },
})
const code = (decision: ReturnType<typeof reviewRequest>) =>
  decision.status === 'refused' ? decision.refusal.code : decision.value.state

describe('a refund that is asked for', () => {
  it('is granted by two officers, neither of whom asked for it with a token of the tax authority', () => {
    expect(code(reviewRequest(asked, review('wang')))).toBe('refund-request.asker-decides')
    const reviewed = reviewRequest(asked, review('chen'))
    if (reviewed.status === 'refused') throw new Error(reviewed.refusal.code)
    const approvedBy = (by: string) => code(approveReview(reviewed.value, { by, on: '2025-02-05' }))
    expect(approvedBy('Wang')).toBe('refund-request.asker-decides')
    expect(approvedBy('chen')).toBe('contribution.proposer-is-approver')
    expect(approvedBy('li')).toBe('granted')
  })
})
