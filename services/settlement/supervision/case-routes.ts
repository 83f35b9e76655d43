import * as z from 'zod'
import { amount, city, day, id } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Request, Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { effects } from '../effects.ts'
import { requireParty } from '../insured-year/authority.ts'
import { refuseFuture } from '../insured-year/rules/settlement-day.ts'
import { acceptedOf, problemOf } from '../refusal-status.ts'
import { refusal } from '../refusals.ts'
import { caseAnswer, forInstitution } from './case-shapes.ts'
import type { CaseRequest } from './change-case.ts'
import { changeCase } from './change-case.ts'
import { openCaseByHand } from './open-case.ts'
import type { AuditCase } from './rules/audit-case.ts'
import { caseStatuses } from './rules/audit-case.ts'

const offices = ['province', 'city'] as const
const readers = [...offices, 'auditor', 'institution'] as const
const pageSize = 50
const mostClaims = 20

const reason = z.string().min(1).max(500)
const claimIds = z.array(id).min(1).max(mostClaims)

const shownTo = (caller: Caller, auditCase: AuditCase): AuditCase =>
  caller.scopes.includes('institution') ? forInstitution(auditCase) : auditCase

/** The day a command is dated: as its sender says, never in the future. */
const dayOf = (on: string | undefined, today: string): string => {
  const future = on === undefined ? undefined : refuseFuture(on, today, 'on')
  if (future) throw problemOf(future)
  return on ?? today
}

/** Carries out a command on the case in the path; offices on their city's, an institution on its own. */
const change = async (request: Request<unknown, unknown>, command: CaseRequest) => {
  const { caller, params, idempotencyKey: key } = request
  const about = { caseId: params.caseId ?? '', key, request: command }
  const decision = await changeCase(about, (auditCase) => requireParty(caller, auditCase), effects)
  effects.meter('change-case', 1)
  return { status: 200 as const, body: shownTo(caller, acceptedOf(decision)) }
}

const dated = { on: day.optional() }
const ofCase = '/v1/settlement/audit-cases/{caseId}'
const parties = ['case.unknown', 'caller.other-division', 'caller.other-institution']
const changes = [...parties, 'case.closed', 'case.other-payload', 'claim.in-future']

/** Reading and opening cases. */
const caseRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/audit-cases',
    summary: 'Opens an audit case by hand on claims of one institution that a city pays.',
    scopes: offices,
    body: z.strictObject({ institution: id, city, claims: claimIds, reason, ...dated }),
    answer: caseAnswer,
    problems: ['caller.other-division', 'claim.unknown', 'case.other-claim', 'case.other-payload'],
    handle: async ({ caller, body, idempotencyKey: key, today }) => {
      requireCity(caller, body.city)
      const on = dayOf(body.on, today)
      const decision = await openCaseByHand({ ...body, key, opener: caller.subject, on }, effects)
      effects.meter('open-case', 1)
      return { status: 201, body: acceptedOf(decision) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/settlement/audit-cases',
    summary:
      "A city's audit cases of a status, or an institution's own; an institution may only ask for its own.",
    scopes: readers,
    query: z.strictObject({
      city: city.optional(),
      status: z.enum(caseStatuses).default('open'),
      institution: id.optional(),
      cursor: z.string().optional(),
    }),
    answer: z.strictObject({ cases: z.array(caseAnswer), cursor: z.string().optional() }),
    problems: ['case.list-of-whom', 'caller.other-division', 'caller.other-institution', 'cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const page = await listed(caller, query)
      effects.meter('list-cases', 1)
      return { status: 200, body: { ...page, cases: page.cases.map((each) => shownTo(caller, each)) } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: ofCase,
    summary: 'An audit case.',
    scopes: readers,
    answer: caseAnswer,
    problems: parties,
    handle: async ({ caller, params }) => {
      const found = await effects.auditCases.find(params.caseId ?? '')
      effects.meter('read-case', 1)
      if (!found) throw problemOf(refusal('case.unknown', { field: 'caseId' }))
      requireParty(caller, found.auditCase)
      return { status: 200, body: shownTo(caller, found.auditCase) }
    },
  }),
]

type ListQuery = {
  readonly city?: string | undefined
  readonly status: (typeof caseStatuses)[number]
  readonly institution?: string | undefined
  readonly cursor?: string | undefined
}

const listed = async (caller: Caller, { city: of, status, institution, cursor }: ListQuery) => {
  const paging = { limit: pageSize, cursor }
  const isInstitution = caller.scopes.includes('institution')
  if (of !== undefined && !isInstitution) {
    requireCity(caller, of)
    return effects.auditCases.ofCity(of, status, { ...paging, institution })
  }
  const code = institution ?? caller.institution
  if (code === undefined) throw problem(400, 'case.list-of-whom', 'name a city or an institution', 'city')
  if (isInstitution) requireParty(caller, { institution: code, city: '' })
  const page = await effects.auditCases.ofInstitution(code, paging)
  const visible = ({ city: paying }: AuditCase) =>
    isInstitution || caller.division === provinceCode || caller.division === paying
  return { ...page, cases: page.cases.filter(visible) }
}

/** What is done with a case. */
const commandRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: `${ofCase}/assignment`,
    summary: 'The caller takes a case to look into it; from then on he cannot be the one who confirms it.',
    scopes: offices,
    body: z.strictObject(dated),
    answer: caseAnswer,
    problems: changes,
    handle: (request) => {
      const { body, caller, today } = request
      return change(request, { does: 'assign', assignee: caller.subject, on: dayOf(body.on, today) })
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${ofCase}/confirmation`,
    summary:
      'Confirms a case and orders the amount back, out of the claims named or else those of the case; by another than who opened or looked into it.',
    scopes: offices,
    body: z.strictObject({ amount: amount.min(1), reason, claims: claimIds.optional(), ...dated }),
    answer: caseAnswer,
    problems: [
      ...changes,
      ...['case.not-assigned', 'case.same-person', 'case.no-claim', 'case.other-claim', 'case.above-paid'],
    ],
    handle: (request) => {
      const { body, caller, today } = request
      const { amount: wanted, reason: why, claims } = body
      const on = dayOf(body.on, today)
      const confirm = {
        does: 'confirm',
        by: caller.subject,
        amount: wanted,
        reason: why,
        claims,
        on,
      } as const
      return change(request, confirm)
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${ofCase}/dismissal`,
    summary: 'Closes a case as a false alarm, with the reason.',
    scopes: offices,
    body: z.strictObject({ reason, ...dated }),
    answer: caseAnswer,
    problems: changes,
    handle: (request) => {
      const { body, caller, today } = request
      const { reason: why } = body
      return change(request, { does: 'dismiss', by: caller.subject, reason: why, on: dayOf(body.on, today) })
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${ofCase}/comments`,
    summary: 'A word of the institution on a case that is not decided yet.',
    scopes: [...offices, 'institution'],
    body: z.strictObject({ text: reason, ...dated }),
    answer: caseAnswer,
    problems: [...changes, 'case.too-many-comments'],
    handle: (request) => {
      const { body, caller, today } = request
      const author = caller.institution ?? caller.subject
      return change(request, { does: 'contest', author, text: body.text, on: dayOf(body.on, today) })
    },
  }),
]

/** Audit cases: what supervision found, what was decided on it, and what the institution says. */
export const auditCaseRoutes: Route[] = [...caseRoutes, ...commandRoutes]
