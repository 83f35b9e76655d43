import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { reportedAmount } from '../payment/day-list.ts'
import type { PaymentRecord } from '../payment/store.ts'
import { paymentIn } from '../payment/store.ts'
import { refuse } from '../refusals.ts'
import type { RefundRequest } from './rules/refund-request.ts'
import { refundRequests } from './store.ts'

type Needs = Pick<Effects, 'store'>
type Ask = Omit<RefundRequest & { readonly state: 'asked' }, 'city' | 'state' | 'sentBack'>

/**
 * Takes a request of the tax authority, once under its number. It names a payment, and asks for no more than that brought.
 */
export const askRefund = (
  asked: Ask,
  payment: PaymentRecord,
  { store }: Needs,
): Promise<Decision<RefundRequest>> =>
  retryConflicts(async () => {
    const { requestId, paymentId, amount } = asked
    const earlier = await refundRequests.read(store, { request: { requestId } })
    if (earlier)
      return earlier.request.paymentId === paymentId && earlier.request.amount === amount
        ? accept(earlier.request)
        : refuse('refund-request.differs', { field: 'requestId', figures: { requestId } })
    const paid = reportedAmount(payment)
    if (amount > paid)
      return refuse('contribution.refund-above-paid', { field: 'amountFen', figures: { amount, paid } })
    const { city } = paymentIn(payment)
    const request: RefundRequest = { ...asked, city, state: 'asked' }
    const written = await store.write([refundRequests.replace({ request, version: 0 }, 0)])
    return written.status === 'written' ? accept(request) : undefined
  })

/** Decides on a request and saves it; a decision that changes nothing writes nothing. */
export const changeRequest = (
  requestId: string,
  decide: (request: RefundRequest) => Decision<RefundRequest>,
  { store }: Needs,
): Promise<Decision<RefundRequest>> =>
  retryConflicts(async () => {
    const stored = await refundRequests.read(store, { request: { requestId } })
    if (!stored) return refuse('refund-request.unknown', { field: 'requestId', figures: { requestId } })
    const decision = decide(stored.request)
    if (decision.status === 'refused' || decision.value === stored.request) return decision
    const next = { ...stored, request: decision.value }
    const written = await store.write([refundRequests.replace(next, stored.version)])
    return written.status === 'written' ? decision : undefined
  })
