import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { city, day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { keptFrom } from '#shared/edge/http/owner.ts'
import type { Caller } from '#shared/kernel/authority.ts'
import { isInstitution } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import { refuseFuture } from '../insured-year/rules/settlement-day.ts'
import { refusal, refuse } from '../refusals.ts'
import type { CasePage } from './audit-cases.ts'
import { caseAnswer, forInstitution } from './case-shapes.ts'
import type { SupervisionEffects } from './effects.ts'
import { openCaseByHand } from './open-case.ts'
import type { AuditCase } from './rules/audit-case.ts'
import { caseStatuses } from './rules/audit-case.ts'

/** What operations on cases need. */
export type CaseEffects = Pick<SupervisionEffects, 'auditCases' | 'recoveries'> & Pick<YearEffects, 'meter'>

/** Those who deal with cases. */
export const offices = ['province', 'city'] as const
const readers = [...offices, 'auditor', 'institution'] as const
const pageSize = 50
const mostClaims = 20

/** A reason or a word on a case. */
export const reason = z.string().min(1).max(500)
export const claimIds = z.array(id).min(1).max(mostClaims)
/** The day a command is dated; today when absent. */
export const dated = { on: day.optional() }

export const ofCase = '/v1/settlement/audit-cases/{caseId}'
export const caseParams = z.strictObject({ caseId: id })
const recordOf = ({ caseId }: { readonly caseId: string }): string => `/v1/settlement/audit-cases/${caseId}`

/** A case as a caller may see it, in the form it is answered. */
export const shownTo = (caller: Caller, auditCase: AuditCase): z.input<typeof caseAnswer> =>
  caseAnswer.parse(isInstitution(caller) ? forInstitution(auditCase) : auditCase)

/** The day a command is dated: as its sender says, never in the future. */
export const dayOf = (on: Day = '', today: Day): Decision<Day> => {
  if (on === '') return accept(today)
  const future = refuseFuture(on, today, 'on')
  return future ? { status: 'refused', refusal: future } : accept(on)
}

/** The parties of a case: the city whose office decides on it, and the institution it is about. */
export const caseOwner = ({ auditCases, meter }: CaseEffects) =>
  ({
    whose: 'recorded',
    as: 'the city that decides on the case, and the institution it is about',
    unknown: () => refusal('case.unknown', { field: 'caseId' }),
    find: async ({ params: { caseId } }: { readonly params: z.output<typeof caseParams> }) => {
      const found = await auditCases.find(caseId)
      meter('read-case', 1)
      if (!found) return undefined
      const { city: deciding, institution } = found.auditCase
      return { parties: { cities: [deciding], institution }, found }
    },
  }) as const

const openOperation = (effects: CaseEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/audit-cases',
    summary: 'Opens an audit case by hand on claims of one institution that a city pays.',
    scopes: offices,
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ institution: id, city, claims: claimIds, reason, ...dated }),
    status: 201,
    answer: caseAnswer,
    refusals: ['claim.unknown', 'case.other-claim', 'case.before-its-time', 'claim.in-future'],
    changes: (_, opened) => [recordOf(opened)],
    handle: async ({ caller, body, commandId, by, today }) => {
      const on = dayOf(body.on, today)
      if (on.status === 'refused') return on
      const opening = { ...body, commandId, opener: by.subject, on: on.value }
      const decision = await openCaseByHand(opening, effects)
      effects.meter('open-case', 1)
      return decision.status === 'refused' ? decision : accept(shownTo(caller, decision.value))
    },
  })

const listQuery = z.strictObject({
  city: city.optional(),
  status: z.enum(caseStatuses).default('open'),
  institution: id.optional(),
  cursor: z.string().max(2_000).optional(),
})

/** The page that is asked for: a city's cases of a status, or those of an institution; an institution's are its own. */
const pageFor = async (
  caller: Caller,
  { city: of, status, institution, cursor }: z.output<typeof listQuery>,
  { auditCases }: CaseEffects,
): Promise<Decision<CasePage>> => {
  const paging = { limit: pageSize, cursor }
  if (of !== undefined && !isInstitution(caller)) {
    const kept = keptFrom(caller, { cities: [of] })
    if (kept) return { status: 'refused', refusal: kept }
    return accept(await auditCases.ofCity(of, status, { ...paging, institution }))
  }
  const code = institution ?? caller.institution
  if (code === undefined) return refuse('case.list-of-whom', { field: 'city' })
  const kept = isInstitution(caller) ? keptFrom(caller, { cities: [], institution: code }) : undefined
  if (kept) return { status: 'refused', refusal: kept }
  return accept(await auditCases.ofInstitution(code, paging))
}

const listOperation = (effects: CaseEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/audit-cases',
    summary:
      "A city's audit cases of a status, or an institution's own; an institution may only ask for its own.",
    scopes: readers,
    owner: { whose: 'caller' },
    query: listQuery,
    answer: z.strictObject({
      cases: z.array(caseAnswer).max(pageSize),
      cursor: z.string().max(2_000).optional(),
    }),
    refusals: ['case.list-of-whom', 'caller.other-division', 'caller.other-institution', 'cursor.unreadable'],
    handle: async ({ caller, query, reaches }) => {
      const page = await pageFor(caller, query, effects)
      effects.meter('list-cases', 1)
      if (page.status === 'refused') return page
      const { cases, cursor } = page.value
      const own = cases.filter((each) => reaches({ cities: [each.city], institution: each.institution }))
      return accept({
        cases: own.map((each) => shownTo(caller, each)),
        ...(cursor === undefined ? {} : { cursor }),
      })
    },
  })

const readOperation = (effects: CaseEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: ofCase,
    summary: 'An audit case.',
    scopes: readers,
    params: caseParams,
    owner: caseOwner(effects),
    answer: caseAnswer,
    refusals: ['case.unknown'],
    handle: async ({ caller, found }) => accept(shownTo(caller, found.auditCase)),
  })

/** Audit cases opened and read. */
export const auditCaseRoutes = (effects: CaseEffects): Operation[] => [
  openOperation(effects),
  listOperation(effects),
  readOperation(effects),
]
