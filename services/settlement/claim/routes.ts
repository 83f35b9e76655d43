import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { Operation, Request, RequestParts } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Owner } from '#shared/edge/http/owner.ts'
import { isInstitution, reaches } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { partiesOf } from '../insured-year/parties.ts'
import { refuseFuture } from '../insured-year/rules/settlement-day.ts'
import { sentBy } from '../insured-year/sent-by.ts'
import type { RefusalCode } from '../refusals.ts'
import { refusal, refuse } from '../refusals.ts'
import type { ClaimRequest } from './claim-request.ts'
import type { ClaimEffects } from './effects.ts'
import { partiesOfClaim } from './found-claim-operations.ts'
import { reverseClaim } from './reverse-claim.ts'
import { lineMark, serialMark } from './rules/serial-mark.ts'
import { partiesOfSender, refuseForeignMessage } from './sender.ts'
import { previewClaim, settleClaim } from './settle-claim.ts'
import type { PreviewBody } from './shapes.ts'
import {
  claimAnswer,
  claimBody,
  hit,
  previewBody,
  recordedAnswer,
  reversalAnswer,
  senderOf,
  toClaimAnswer,
  toReversalAnswer,
  visitOfClaim,
} from './shapes.ts'

/** Why a claim is not settled. */
const claimRefusals: readonly RefusalCode[] = [
  ...([
    'claim.duplicate',
    'claim.same-purchase',
    'visit.unknown',
    'visit.other-person',
    'visit.cancelled',
    'visit.other-day',
  ] as const),
  ...(['visit.too-many-batches', 'fee.negative', 'fee.serial-used', 'call.other-institution'] as const),
  ...(['claim.other-payload', 'claim.already-reversed', 'call.undone', 'claim.other-scheme'] as const),
  ...(['claim.empty', 'claim.too-many-lines', 'claim.bad-quantity', 'claim.bad-price'] as const),
  ...(['claim.bad-amount', 'claim.line-does-not-add-up', 'claim.total-does-not-add-up'] as const),
  ...(['claim.bad-date', 'claim.in-future', 'claim.other-year', 'claim.spans-years'] as const),
  ...(['claim.not-in-catalogue', 'claim.overlapping-stay', 'claim.too-many-stays'] as const),
  ...(['claim.bad-purpose', 'claim.disease-not-registered', 'person.not-entitled'] as const),
  ...(['institution.unknown', 'institution.not-designated', 'institution.suspended'] as const),
  ...(['line.level', 'line.diagnosis', 'line.sex', 'line.age', 'line.quantity', 'line.days'] as const),
  ...(['claim.against-rule', 'claim.held', 'claim.review-not-yours'] as const),
  ...(['claim.institutions-own', 'claim.not-held', 'claim.not-sent', 'claim.not-as-sent'] as const),
]
const refusals = [...claimRefusals, 'policy.missing', 'plan.fact-missing', 'plan.no-row']

type ClaimBodyRequest = Request<Record<string, unknown>, Record<string, unknown>, PreviewBody, undefined>

/** Lines without their serial numbers, and the marks of these where each line has one; none stands twice. */
const numberedLines = (
  lines: PreviewBody['lines'],
): Decision<{ readonly lines: readonly object[] } & Pick<ClaimRequest, 'marks' | 'lineMarks'>> => {
  const marks: string[] = []
  for (const [index, { serial }] of lines.entries()) {
    if (serial === undefined) continue
    const mark = serialMark(serial)
    if (marks.includes(mark)) return refuse('fee.serial-used', { field: `lines.${index}.serial` })
    marks.push(mark)
  }
  const isNumbered = lines.length > 0 && marks.length === lines.length
  return accept({
    lines: lines.map(({ serial: _, ...line }) => line),
    lineMarks: lines.map(({ serial = '', ...line }, index) => lineMark(serial || String(index + 1), line)),
    ...(isNumbered ? { marks } : {}),
  })
}

/** The command in a request. */
const requestOf = ({ body, caller, today, key, by }: ClaimBodyRequest): Decision<ClaimRequest> => {
  const settledOn = body.settledOn ?? (body.care === 'inpatient' ? body.dischargedOn : body.serviceOn)
  const future = refuseFuture(settledOn, today, 'settledOn')
  if (future) return { status: 'refused', refusal: future }
  const foreign = refuseForeignMessage(key, body.institution, 'idempotency-key')
  if (foreign) return { status: 'refused', refusal: foreign }
  if (body.reviewed !== undefined && isInstitution(caller))
    return refuse('claim.review-not-yours', { field: 'reviewed' })
  const lines = numberedLines(body.lines)
  if (lines.status === 'refused') return lines
  return accept({
    ...body,
    ...lines.value,
    msgid: key,
    settledOn,
    by: sentBy(by),
    behind: [by.subject],
  } as ClaimRequest)
}

const senders = ['institution', 'city', 'province'] as const
const readers = [...senders, 'auditor'] as const
const params = z.strictObject({ claimId: id })

const ofSender = (effects: ClaimEffects): Owner<RequestParts<unknown, unknown, PreviewBody>, undefined> => ({
  whose: 'recorded',
  as: 'the institution that the claim is of and the city that it stands in',
  unknown: () => refusal('institution.unknown', { field: 'institution' }),
  names: ({ body }) => body.institution,
  find: async ({ body, caller }) => {
    const parties = await partiesOfSender(body.institution, caller, effects)
    return parties && { parties, found: undefined }
  },
})

const settleOperation = (effects: ClaimEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/claims',
    pace: 'claim',
    summary:
      'Settles a claim. The Idempotency-Key is the message id of the institution. Its city settles one only as reviewed, just as the institution sent it, where a rule of supervision holds it; an audit case is opened of it.',
    // The province reviews nothing: what it sends counts on the day that it says.
    scopes: ['institution', 'city'],
    body: claimBody,
    owner: ofSender(effects),
    status: 201,
    answer: claimAnswer,
    refusals,
    once: 'itself',
    handle: async (request) => {
      const { caller, body } = request
      if (!isInstitution(caller) && body.reviewed === undefined)
        return refuse('claim.institutions-own', { field: 'reviewed' })
      const claim = requestOf(request)
      if (claim.status === 'refused') return claim
      const decision = await settleClaim(claim.value, effects)
      return decision.status === 'refused' ? decision : accept(toClaimAnswer(decision.value))
    },
  })

const previewOperation = (effects: ClaimEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/claims/preview',
    pace: 'claim',
    summary: 'Says what a claim would be settled as, with the hints of supervision; records nothing.',
    scopes: senders,
    body: previewBody,
    owner: ofSender(effects),
    answer: claimAnswer.extend({ hints: z.array(hit) }),
    refusals,
    once: 'itself',
    persons: ({ body }) => [body.personId],
    handle: async (request) => {
      const claim = requestOf(request)
      if (claim.status === 'refused') return claim
      const decision = await previewClaim(claim.value, effects)
      if (decision.status === 'refused') return decision
      const { hints, ...previewed } = decision.value
      return accept({ ...toClaimAnswer(previewed), hints: [...hints] })
    },
  })

const reversalOperation = (effects: ClaimEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/claims/{claimId}/reversal',
    pace: 'claim',
    summary:
      'Reverses a claim of the institution itself: every amount and every accumulator by its exact negative. Offices correct claims, or open an audit case.',
    // What an office takes back, it takes back by a correction or an audit case, where another person decides too.
    scopes: ['institution'],
    params,
    body: z.strictObject({ reversedOn: day.optional() }),
    owner: partiesOfClaim(effects),
    status: 201,
    answer: reversalAnswer,
    refusals: [
      ...['claim.unknown', 'claim.already-reversed', 'claim.other-payload', 'claim.bad-date'],
      ...['claim.in-future', 'call.undone', 'call.other-institution', 'policy.missing'],
    ],
    once: 'itself',
    handle: async ({ caller, params: { claimId }, body, key, today, by, found }) => {
      const on = body.reversedOn ?? today
      const future = refuseFuture(on, today, 'reversedOn')
      if (future) return { status: 'refused', refusal: future }
      const { institution } = found.entry.kind === 'claim' ? found.entry.claim : found.entry.reversal
      const foreign = refuseForeignMessage(key, institution, 'idempotency-key')
      if (foreign) return { status: 'refused', refusal: foreign }
      const request = { claimId, key, today: on, by: sentBy(by), found }
      const decision = await reverseClaim(request, (claim) => reaches(caller, partiesOf(claim)), effects)
      return decision.status === 'refused' ? decision : accept(toReversalAnswer(decision.value))
    },
  })

const readOperation = (effects: ClaimEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/claims/{claimId}',
    summary: 'A settled claim, or a reversal, with who sent it.',
    scopes: readers,
    params,
    owner: partiesOfClaim(effects),
    answer: recordedAnswer,
    refusals: ['claim.unknown'],
    persons: (_, { personId }) => [personId],
    handle: async ({ found: { entry, reversedBy } }) =>
      accept(
        entry.kind === 'claim'
          ? { ...toClaimAnswer(entry, reversedBy), ...visitOfClaim(entry), ...senderOf(entry.by) }
          : { ...toReversalAnswer(entry.reversal), ...senderOf(entry.reversal.by) },
      ),
  })

/** Claims as plain JSON. */
export const claimOperations = (effects: ClaimEffects): Operation[] => [
  settleOperation(effects),
  previewOperation(effects),
  reversalOperation(effects),
  readOperation(effects),
]
