import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'

/** What one officer would answer, until another approves or sends it back. */
export type Review = {
  readonly as: 'granted' | 'refused'
  readonly why: string
  readonly commandId: string
  readonly proposed: Signature
}
type SentBack = Signature & { readonly reason: string; readonly commandId: string; readonly proposal: string }

/** What the tax authority asks: whether a payment, or a part of it, may be paid back. */
export type RefundRequest = {
  readonly requestId: string
  readonly city: CityCode
  readonly paymentId: string
  readonly amount: Fen
  readonly why: string
  readonly asked: Signature
  readonly sentBack?: readonly SentBack[]
} & (
  | { readonly state: 'asked' }
  | { readonly state: 'reviewed'; readonly review: Review }
  | { readonly state: 'granted' | 'refused'; readonly review: Review; readonly decided: Signature }
)

export const requestStates = [
  'asked',
  'reviewed',
  'granted',
  'refused',
] as const satisfies readonly RefundRequest['state'][]

const closed = ({ state }: RefundRequest) => refuse('refund-request.not-open', { figures: { state } })

/** Whoever asks decides nothing of it, whatever token they hold: two others do. */
const isAsker = ({ asked }: RefundRequest, by: string): boolean => isSamePerson(asked.by, by)

/** Takes a first officer's view; the same command again changes nothing. */
export const reviewRequest = (request: RefundRequest, review: Review): Decision<RefundRequest> => {
  const { commandId } = review
  const isKnown =
    ('review' in request && request.review.commandId === commandId) ||
    (request.sentBack ?? []).some(({ proposal }) => proposal === commandId)
  if (isKnown) return accept(request)
  if (isAsker(request, review.proposed.by)) return refuse('refund-request.asker-decides')
  return request.state === 'asked' ? accept({ ...request, state: 'reviewed', review }) : closed(request)
}

/** A second officer agrees: the request is answered so. */
export const approveReview = (request: RefundRequest, decided: Signature): Decision<RefundRequest> => {
  if (request.state === 'granted' || request.state === 'refused') return accept(request)
  if (request.state !== 'reviewed') return closed(request)
  if (isAsker(request, decided.by)) return refuse('refund-request.asker-decides')
  const { review } = request
  return isSamePerson(review.proposed.by, decided.by)
    ? refuse('contribution.proposer-is-approver')
    : accept({ ...request, state: review.as, review, decided })
}

/** A second officer does not agree: it is to be reviewed again. */
export const sendBackReview = (
  request: RefundRequest,
  back: Omit<SentBack, 'proposal'>,
): Decision<RefundRequest> => {
  const { sentBack = [] } = request
  if (sentBack.some(({ commandId }) => commandId === back.commandId)) return accept(request)
  if (request.state !== 'reviewed') return closed(request)
  const { review, ...rest } = request
  const all = [...sentBack, { ...back, proposal: review.commandId }]
  return accept({ ...rest, state: 'asked', sentBack: all.slice(-20) })
}
