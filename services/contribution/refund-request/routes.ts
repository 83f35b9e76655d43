import * as z from 'zod'
import { city, id, positiveAmount, signature, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cityOwner } from '../city-owner.ts'
import type { Effects } from '../effects.ts'
import { refundRequestsPartition } from '../keys.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { paymentIn, readPayment } from '../payment/store.ts'
import { refusal } from '../refusals.ts'
import { askRefund, changeRequest } from './decide-request.ts'
import type { RefundRequest } from './rules/refund-request.ts'
import { approveReview, requestStates, reviewRequest, sendBackReview } from './rules/refund-request.ts'
import { refundRequests } from './store.ts'

type Needs = Pick<Effects, 'store'>

const path = '/v1/contribution/refund-requests'
const params = z.strictObject({ requestId: id })
type OfRequest = { readonly params: z.output<typeof params> }

const shown = z.strictObject({
  requestId: id,
  state: z.enum(requestStates).meta({
    description: '`asked`: to be reviewed; `reviewed`: for a second officer; then `granted` or `refused`',
  }),
  ...{ city, paymentId: id, amountFen: positiveAmount, why, asked: signature },
  review: z.strictObject({ as: z.enum(['granted', 'refused']), why, proposed: signature }).optional(),
  decided: signature.optional(),
  sentBack: z.array(signature.extend({ reason: z.string() })).optional(),
})

const shownOf = (request: RefundRequest): z.output<typeof shown> => {
  const { requestId, state, city: of, paymentId, amount: amountFen, why: reason, asked, sentBack } = request
  const { review } = 'review' in request ? request : {}
  return {
    ...{ requestId, state, city: of, paymentId, amountFen, why: reason, asked },
    ...(review ? { review: { as: review.as, why: review.why, proposed: review.proposed } } : {}),
    ...('decided' in request ? { decided: request.decided } : {}),
    ...(sentBack ? { sentBack: sentBack.map(({ by, on, reason: said }) => ({ by, on, reason: said })) } : {}),
  }
}
const answered = (outcome: Decision<RefundRequest>) =>
  outcome.status === 'refused' ? outcome : accept(shownOf(outcome.value))

const askOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'The tax authority asks whether a payment, or a part of it, may be paid back. Once two officers granted it, it pays and reports a refund that names the payment.',
    scopes: ['tax'],
    owner: {
      whose: 'recorded',
      as: 'the city that has the payment',
      unknown: ({ body: { paymentId } }) =>
        refusal('contribution.payment-unknown', { field: 'paymentId', figures: { paymentId } }),
      find: async ({ body: { paymentId } }) => {
        const found = await readPayment(effects.store, paymentId)
        return found && { parties: { cities: [paymentIn(found).city] }, found }
      },
    },
    body: z.strictObject({ requestId: id, paymentId: id, amountFen: positiveAmount, why }),
    status: 201,
    answer: shown,
    refusals: ['contribution.payment-unknown', 'contribution.refund-above-paid', 'refund-request.differs'],
    changes: ({ body }) => [`${path}/${body.requestId}`],
    handle: async ({ body: { amountFen: amount, ...body }, by, today, found }) => {
      const asked = { ...body, amount, asked: { by: by.subject, on: today } }
      return answered(await askRefund(asked, found, effects))
    },
  })

const listOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary: 'The refunds that the tax authority asks a city for, in a state, the oldest first.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, state: z.enum(requestStates), cursor }),
    answer: z.strictObject({ requests: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, state, cursor: from } }) => {
      const place = { index: 'gsi1' as const, ...pageFrom(from) }
      const { records, ...next } = await refundRequests.page(store, refundRequestsPartition(of, state), place)
      return accept({ requests: records.map(({ request }) => shownOf(request)), ...next })
    },
  })

const ownerOf = ({ store }: Needs) =>
  cityOwner('requestId', {
    as: 'the city that has the payment',
    unknown: 'refund-request.unknown',
    find: async (requestId) => (await refundRequests.read(store, { request: { requestId } }))?.request,
  })

const common = (effects: Needs) => ({
  method: 'POST' as const,
  scopes: ['province', 'city'] as const,
  params,
  owner: ownerOf(effects),
  answer: shown,
  changes: ({ params: { requestId } }: OfRequest) => [`${path}/${requestId}`],
})
const refusals = ['refund-request.unknown', 'refund-request.not-open', 'refund-request.asker-decides']

const reviewOperation = (effects: Needs): Operation =>
  defineOperation({
    ...common(effects),
    path: `${path}/{requestId}/review`,
    summary: 'Proposes to grant or to refuse a refund; it is answered so when another officer approves.',
    body: z.strictObject({ as: z.enum(['granted', 'refused']), why }),
    refusals,
    hand: 'leaves-open',
    handle: async ({ params: { requestId }, body, by, today, commandId }) => {
      const review = { ...body, commandId, proposed: { by: by.subject, on: today } }
      return answered(await changeRequest(requestId, (each) => reviewRequest(each, review), effects))
    },
  })

const approveOperation = (effects: Needs): Operation =>
  defineOperation({
    ...common(effects),
    path: `${path}/{requestId}/approval`,
    summary: 'Approves what another officer would answer to a refund that is asked for.',
    refusals: [...refusals, 'contribution.proposer-is-approver'],
    hand: ({ decided }) => decided,
    handle: async ({ params: { requestId }, by, today }) => {
      const decided = { by: by.subject, on: today }
      return answered(await changeRequest(requestId, (each) => approveReview(each, decided), effects))
    },
  })

const rejectOperation = (effects: Needs): Operation =>
  defineOperation({
    ...common(effects),
    path: `${path}/{requestId}/rejection`,
    summary: 'Sends a review back with a reason: the refund is to be reviewed again.',
    body: z.strictObject({ reason: why }),
    refusals: refusals.filter((code) => code !== 'refund-request.asker-decides'),
    hand: 'leaves-open',
    handle: async ({ params: { requestId }, body: { reason }, by, today, commandId }) => {
      const back = { by: by.subject, on: today, reason, commandId }
      return answered(await changeRequest(requestId, (each) => sendBackReview(each, back), effects))
    },
  })

const oneOperation = (effects: Needs): Operation =>
  defineOperation({
    ...common(effects),
    method: 'GET',
    path: `${path}/{requestId}`,
    scopes: ['province', 'city', 'tax', 'auditor'],
    summary: 'What the tax authority asked, and what was answered.',
    refusals: ['refund-request.unknown'],
    handle: async ({ found }) => accept(shownOf(found)),
  })

/** Refunds that the tax authority asks for: one officer reviews, another decides. */
export const refundRequestRoutes = (effects: Needs): Operation[] => [
  askOperation(effects),
  listOperation(effects),
  oneOperation(effects),
  reviewOperation(effects),
  approveOperation(effects),
  rejectOperation(effects),
]
