import * as z from 'zod'
import { positiveAmount } from '#shared/contracts/fields.ts'
import type { Operation, Request } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { RecordedCase } from './audit-cases.ts'
import type { CaseEffects } from './case-routes.ts'
import {
  caseOwner,
  caseParams,
  claimIds,
  dated,
  dayOf,
  ofCase,
  offices,
  reason,
  shownTo,
} from './case-routes.ts'
import { caseAnswer } from './case-shapes.ts'
import type { CaseRequest } from './change-case.ts'
import { changeCase } from './change-case.ts'

const codes = ['case.unknown', 'case.closed', 'case.before-its-time', 'claim.in-future']
const decidingCodes = [...codes, 'case.spoke-for-institution']
const changes = ({ params: { caseId } }: { readonly params: z.output<typeof caseParams> }) => [
  ofCase.replace('{caseId}', caseId),
]

type OptionalDay = { readonly on?: string | undefined }
type CaseCommandRequest<Body> = Request<z.output<typeof caseParams>, unknown, Body, RecordedCase>

/** Carries out a command on the case in the path; `commandOn` says what is done, on the day it is dated. */
const carriedOut = async <Body extends OptionalDay>(
  { caller, found, commandId, body, today }: CaseCommandRequest<Body>,
  commandOn: (on: string) => CaseRequest,
  effects: CaseEffects,
) => {
  const on = dayOf(body.on, today)
  if (on.status === 'refused') return on
  const decision = await changeCase({ found, commandId, request: commandOn(on.value) }, effects)
  effects.meter('change-case', 1)
  return decision.status === 'refused' ? decision : accept(shownTo(caller, decision.value))
}

/** Who confirmed or dismissed a case as the second hand. */
const handOfCase = ({ standing }: z.output<typeof caseAnswer>) => {
  if ('confirmedBy' in standing) return { by: standing.confirmedBy, on: standing.confirmedOn }
  return 'dismissedBy' in standing ? { by: standing.dismissedBy, on: standing.dismissedOn } : undefined
}

const assign = (effects: CaseEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofCase}/assignment`,
    summary: 'The caller takes a case to look into it; from then on they cannot be the one who confirms it.',
    scopes: offices,
    params: caseParams,
    owner: caseOwner(effects),
    body: z.strictObject(dated),
    answer: caseAnswer,
    refusals: decidingCodes,
    changes,
    handle: (request) =>
      carriedOut(request, (on) => ({ does: 'assign', assignee: request.by.subject, on }), effects),
  })

const find = (effects: CaseEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofCase}/findings`,
    summary:
      'Says how a case would end: as a false alarm, or with an amount taken back. It ends so when another officer confirms or dismisses it; a later finding takes its place.',
    scopes: offices,
    params: caseParams,
    owner: caseOwner(effects),
    body: z.discriminatedUnion('as', [
      z.strictObject({ as: z.literal('dismiss'), reason, ...dated }),
      z.strictObject({
        ...{ as: z.literal('recover'), amount: positiveAmount, reason },
        ...{ claims: claimIds.optional(), ...dated },
      }),
    ]),
    answer: caseAnswer,
    refusals: [...decidingCodes, 'case.not-assigned', 'case.no-claim'],
    changes,
    handle: (request) => {
      const { on: _, ...said } = request.body
      const { subject: by } = request.by
      return carriedOut(request, (on) => ({ does: 'find', ...said, by, on }), effects)
    },
  })

const confirm = (effects: CaseEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofCase}/confirmation`,
    summary:
      'Confirms a case as another officer found it, and orders the amount back, out of the claims named or else those of the case; by another than who opened or looked into it.',
    scopes: offices,
    params: caseParams,
    owner: caseOwner(effects),
    body: z.strictObject({ amount: positiveAmount, reason, claims: claimIds.optional(), ...dated }),
    answer: caseAnswer,
    refusals: [
      ...decidingCodes,
      ...['case.not-assigned', 'case.same-person', 'case.no-claim', 'case.other-claim', 'case.above-paid'],
      ...['case.not-found-so', 'case.found-otherwise'],
      'claim.unknown',
    ],
    changes,
    hand: handOfCase,
    handle: (request) => {
      const { amount, reason: why, claims } = request.body
      const { subject } = request.by
      return carriedOut(
        request,
        (on) => ({ does: 'confirm', by: subject, amount, reason: why, claims, on }),
        effects,
      )
    },
  })

const dismiss = (effects: CaseEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofCase}/dismissal`,
    summary: 'Closes a case as a false alarm, as another officer found it, with the reason.',
    scopes: offices,
    params: caseParams,
    owner: caseOwner(effects),
    body: z.strictObject({ reason, ...dated }),
    answer: caseAnswer,
    refusals: [...decidingCodes, 'case.not-found-so', 'case.same-person'],
    changes,
    hand: handOfCase,
    handle: (request) => {
      const { subject } = request.by
      const { reason: why } = request.body
      return carriedOut(request, (on) => ({ does: 'dismiss', by: subject, reason: why, on }), effects)
    },
  })

const comment = (effects: CaseEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofCase}/comments`,
    summary: 'A word of the institution on a case that is not decided yet.',
    scopes: [...offices, 'institution'],
    params: caseParams,
    owner: caseOwner(effects),
    body: z.strictObject({ text: reason, ...dated }),
    answer: caseAnswer,
    refusals: [...codes, 'case.too-many-comments'],
    changes,
    handle: (request) => {
      const { institution, subject } = request.by
      const { text } = request.body
      return carriedOut(
        request,
        (on) => ({
          ...{ does: 'contest', author: institution ?? subject, text, on },
          ...(institution === undefined ? {} : { speaker: subject }),
        }),
        effects,
      )
    },
  })

/** What is done with a case. */
export const caseCommandRoutes = (effects: CaseEffects): Operation[] => [
  assign(effects),
  find(effects),
  confirm(effects),
  dismiss(effects),
  comment(effects),
]
