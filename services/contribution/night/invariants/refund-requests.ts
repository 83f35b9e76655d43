import { isSamePerson } from '#shared/kernel/subject.ts'
import type { RefundRequest } from '../../refund-request/rules/refund-request.ts'
import { over } from './over.ts'

const faultsOf = (request: RefundRequest): string[] => {
  if (!(request.why && request.amount > 0)) return ['it asks for nothing, or without a reason']
  if (request.state === 'asked' || request.state === 'reviewed') return []
  const { asked, review, decided, state } = request
  if ([review.proposed, decided].some(({ by }) => isSamePerson(asked.by, by)))
    return ['whoever asked for it reviewed or decided it']
  return review?.why && decided && review.as === state && !isSamePerson(review.proposed.by, decided.by)
    ? []
    : ['it was answered by fewer than two officers, or otherwise than they decided']
}

/** Judged from each request by itself. */
export const refundsAnsweredByTwo = over(
  {
    id: 'contribution.refund-requests',
    number: 10,
    rule: 'a refund that the tax authority asks for is granted or refused by two officers, neither of whom asked, with a reason',
  },
  ['refund-request'],
  (facts, say) => {
    const asked = (facts['refund-request'] ?? []).map((item) => item.request as RefundRequest)
    for (const request of asked) for (const what of faultsOf(request)) say(request.requestId, what)
    return asked.length
  },
)
