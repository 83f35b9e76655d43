import * as z from 'zod'
import { day } from '#shared/contracts/fields.ts'
import type { Request, Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { effects } from '../effects.ts'
import { requireOffice, requireParty } from '../insured-year/authority.ts'
import { refuseFuture } from '../insured-year/rules/settlement-day.ts'
import { acceptedOf, problemOf } from '../refusal-status.ts'
import { table as refusals } from '../refusals.ts'
import type { ClaimRequest } from './claim-request.ts'
import { findForParty } from './found-claim.ts'
import { reverseClaim } from './reverse-claim.ts'
import { requireSender } from './sender.ts'
import { previewClaim, settleClaim } from './settle-claim.ts'
import type { ClaimBody } from './shapes.ts'
import { claimAnswer, claimBody, hit, reversalAnswer, toClaimAnswer, toReversalAnswer } from './shapes.ts'

const notSooner = (on: string, today: string, field: string): void => {
  const future = refuseFuture(on, today, field)
  if (future) throw problemOf(future)
}

/** The command in a request, once its sender may send it. */
const requested = async (request: Request<ClaimBody, object>): Promise<ClaimRequest> => {
  const { body, caller, today, idempotencyKey } = request
  await requireSender(caller, body.institution, effects)
  const settledOn = body.settledOn ?? (body.care === 'inpatient' ? body.dischargedOn : body.serviceOn)
  notSooner(settledOn, today, 'settledOn')
  if (body.reviewed !== undefined) requireOffice(caller)
  return { ...body, msgid: idempotencyKey, settledOn } as ClaimRequest
}

const senders = ['institution', 'city', 'province'] as const
const readers = [...senders, 'auditor'] as const

/** Claims as plain JSON. */
export const claimRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/claims',
    summary: 'Settles a claim. The Idempotency-Key is the message id of the sender.',
    scopes: senders,
    body: claimBody,
    answer: claimAnswer,
    problems: [...Object.keys(refusals), 'caller.other-institution'],
    handle: async (request) => {
      const decision = await settleClaim(await requested(request), effects)
      return { status: 201, body: toClaimAnswer(acceptedOf(decision)) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/claims/preview',
    summary: 'Says what a claim would be settled as, with the hints of supervision; records nothing.',
    scopes: senders,
    body: claimBody,
    answer: claimAnswer.extend({ hints: z.array(hit) }),
    problems: [...Object.keys(refusals), 'caller.other-institution'],
    handle: async (request) => {
      const { hints, ...previewed } = acceptedOf(await previewClaim(await requested(request), effects))
      return { status: 200, body: { ...toClaimAnswer(previewed), hints } }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/claims/{claimId}/reversal',
    summary: 'Reverses a claim: every amount and every accumulator by its exact negative.',
    scopes: senders,
    body: z.strictObject({ reversedOn: day.optional() }),
    answer: reversalAnswer,
    problems: ['claim.unknown', 'claim.already-reversed', 'claim.bad-date', 'claim.in-future', 'call.undone'],
    handle: async ({ caller, params, body, idempotencyKey, today }) => {
      const on = body.reversedOn ?? today
      notSooner(on, today, 'reversedOn')
      const request = { claimId: params.claimId ?? '', key: idempotencyKey, today: on }
      const decision = await reverseClaim(request, (claim) => requireParty(caller, claim), effects)
      return { status: 201, body: toReversalAnswer(acceptedOf(decision)) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/settlement/claims/{claimId}',
    summary: 'A settled claim, or a reversal.',
    scopes: readers,
    answer: z.union([claimAnswer, reversalAnswer]),
    problems: ['claim.unknown', 'caller.other-division', 'caller.other-institution'],
    handle: async ({ caller, params }) => {
      const { entry, reversedBy } = await findForParty(params.claimId ?? '', caller)
      const body =
        entry.kind === 'claim' ? toClaimAnswer(entry, reversedBy) : toReversalAnswer(entry.reversal)
      return { status: 200, body }
    },
  }),
]
