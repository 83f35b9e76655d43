import * as z from 'zod'
import { day, fundYear, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { keptFrom } from '#shared/edge/http/owner.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refusal } from '../refusals.ts'
import type { InstitutionEffects } from './effects.ts'
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

const toInstitution = (
  code: string,
  { agreement: terms, ...rest }: InstitutionBody,
): RegisteredInstitution => {
  const { from, to = null, suspendedFrom, suspendedTo = null } = terms
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
    .max(100)
    .meta({ description: 'Agreements of single years: each decides alone on the days of its year' }),
})

const toAnswer = (institution: RegisteredInstitution) => {
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

const path = '/v1/settlement/institutions/{code}'
const params = z.strictObject({ code: id })

/** Designated institutions and their agreements. */
export const institutionRoutes = (effects: InstitutionEffects): Operation[] => [
  defineOperation({
    method: 'PUT',
    path,
    summary:
      'Registers an institution with its service agreement, or replaces what is registered. In a year whose agreement was signed in the budget service that one holds.',
    scopes: ['province', 'city'],
    params,
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: institutionBody,
    answer,
    refusals: ['caller.other-division'],
    handle: async ({ caller, params: { code }, body }) => {
      const decision = await registerInstitution(
        toInstitution(code, body),
        (former) => keptFrom(caller, { cities: [former.city] }),
        effects,
      )
      return decision.status === 'refused' ? decision : accept(answer.parse(toAnswer(decision.value)))
    },
  }),
  defineOperation({
    method: 'GET',
    path,
    summary: 'An institution, the agreement it is registered with, and those signed for single years.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: {
      whose: 'recorded',
      as: 'the city of the institution',
      unknown: () => refusal('institution.unknown', { field: 'code' }),
      find: async ({ params: { code } }) => {
        const found = await effects.institutions.find(code)
        effects.referenceMeter('read-institution', 1)
        return found && { parties: { cities: [found.city] }, found }
      },
    },
    answer: answerWithAgreements,
    refusals: ['institution.unknown'],
    handle: async ({ params: { code }, found }) => {
      const told = await effects.institutions.agreementsOf(code)
      const agreements = told.map(({ suspended = [], ...each }) => ({ ...each, suspended }))
      return accept(answerWithAgreements.parse({ ...toAnswer(found), agreements }))
    },
  }),
]
