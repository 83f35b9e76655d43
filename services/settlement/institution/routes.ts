import * as z from 'zod'
import { day, fundYear, id } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { effects } from '../effects.ts'
import { registerInstitution } from './register-institution.ts'
import type { RegisteredInstitution } from './store.ts'

const agreement = z
  .strictObject({ from: day, to: day.optional(), suspendedFrom: day.optional(), suspendedTo: day.optional() })
  .refine(({ from, to }) => to === undefined || from <= to, { path: ['to'], message: 'before `from`' })
  .refine(
    ({ suspendedFrom, suspendedTo }) => !suspendedTo || (suspendedFrom && suspendedFrom <= suspendedTo),
    {
      path: ['suspendedTo'],
      message: 'before `suspendedFrom`, or without it',
    },
  )

const institutionBody = z.strictObject({
  name: z.string().min(1).max(100),
  city: z
    .string()
    .regex(/^\d{6}$/)
    .meta({ description: 'Division code, in or outside the province' }),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  provincial: z.boolean().default(false),
  category: z.string().min(1).max(40),
  agreement,
})
type InstitutionBody = z.output<typeof institutionBody>

const registered = (code: string, { agreement: said, ...rest }: InstitutionBody): RegisteredInstitution => {
  const { from, to = null, suspendedFrom, suspendedTo = null } = said
  const suspended = suspendedFrom ? { suspended: [{ from: suspendedFrom, to: suspendedTo }] } : {}
  return { code, ...rest, agreement: { from, to, ...suspended } }
}

const answer = z.strictObject({ code: id, ...institutionBody.shape })
const answerWithAgreements = answer.extend({
  agreements: z
    .array(
      z.strictObject({
        year: fundYear,
        from: day,
        to: day.nullable(),
        suspended: z.array(z.strictObject({ from: day, to: day.nullable() })),
      }),
    )
    .meta({ description: 'Agreements of single years: each decides alone on the days of its year' }),
})

const shown = (institution: RegisteredInstitution) => {
  const { code, name, level, provincial = false, category, agreement: kept } = institution
  const suspension = kept?.suspended?.[0]
  return {
    code,
    name,
    city: institution.city,
    level,
    provincial,
    category,
    agreement: {
      from: kept?.from,
      ...(kept?.to ? { to: kept.to } : {}),
      ...(suspension ? { suspendedFrom: suspension.from } : {}),
      ...(suspension?.to ? { suspendedTo: suspension.to } : {}),
    },
  }
}

/** Designated institutions and their agreements. */
export const institutionRoutes: Route[] = [
  defineRoute({
    method: 'PUT',
    path: '/v1/settlement/institutions/{code}',
    summary:
      'Registers an institution with its service agreement, or replaces what is registered. In a year whose agreement was signed in the budget service that one holds.',
    scopes: ['province', 'city'],
    body: institutionBody,
    answer,
    problems: ['institution.bad-code', 'caller.other-division'],
    handle: async ({ caller, params, body }) => {
      const { code = '' } = params
      if (!id.safeParse(code).success) throw problem(400, 'institution.bad-code', 'not a code', 'code')
      requireCity(caller, body.city)
      const institution = registered(code, body)
      await registerInstitution(institution, (former) => requireCity(caller, former.city), effects)
      return { status: 200, body: shown(institution) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/settlement/institutions/{code}',
    summary: 'An institution, the agreement it is registered with, and those signed for single years.',
    scopes: ['province', 'city', 'auditor'],
    answer: answerWithAgreements,
    problems: ['institution.unknown', 'caller.other-division'],
    handle: async ({ caller, params }) => {
      const { code = '' } = params
      const institution = await effects.institutions.find(code)
      effects.referenceMeter('read-institution', 1)
      if (!institution) throw problem(404, 'institution.unknown', 'no such institution is registered')
      requireCity(caller, institution.city)
      const agreements = (await effects.institutions.agreementsOf(code)).map(
        ({ suspended = [], ...each }) => ({
          ...each,
          suspended,
        }),
      )
      return { status: 200, body: { ...shown(institution), agreements } }
    },
  }),
]
