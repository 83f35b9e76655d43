import * as z from 'zod'
import { day, fundYear } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { effects } from '../effects.ts'
import { requireInsurer } from '../insured-year/authority.ts'
import type { Registrations } from '../insured-year/rules/registrations.ts'
import { noRegistrations } from '../insured-year/rules/registrations.ts'
import { registerPerson } from './register-person.ts'

const disease = z
  .strictObject({ code: z.string().min(1).max(20), from: day, to: day.optional() })
  .refine(({ from, to }) => to === undefined || from <= to, { path: ['to'], message: 'before `from`' })

const registered = z.strictObject({
  diseases: z
    .array(disease)
    .max(20)
    .default([])
    .meta({ description: 'Chronic and special diseases whose outpatient care is paid by its own rules' }),
  civilServant: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether he has the civil servants’ supplement' }),
  enrolledSince: fundYear.optional().meta({
    description:
      'First year of enrolment without a gap, where an office knows more of it than enrolment does',
  }),
  claimFreeSince: fundYear
    .optional()
    .meta({ description: 'First year in which, as in all since, nothing was claimed' }),
})
type Body = z.output<typeof registered>

const asRegistered = ({ diseases, civilServant, enrolledSince, claimFreeSince }: Body): Registrations => ({
  diseases: diseases.map(({ code, from, to = null }) => ({ code, from, to })),
  civilServant,
  ...(enrolledSince === undefined ? {} : { enrolledSince }),
  ...(claimFreeSince === undefined ? {} : { claimFreeSince }),
})

const shown = ({ diseases, ...rest }: Registrations) => ({
  ...rest,
  diseases: diseases.map(({ code, from, to }) => ({ code, from, ...(to === null ? {} : { to }) })),
})

/** Requires that one of the person's years is known and concerns the caller. */
const requireInsured = async (caller: Caller, personId: string): Promise<void> => {
  const years = await effects.registrations.years(personId)
  const recorded = await effects.claims.findYears(years.map((year) => ({ personId, year })))
  if (recorded.length === 0) throw problem(404, 'person.unknown', `nothing is recorded of ${personId}`)
  requireInsurer(
    caller,
    recorded.flatMap(({ state }) => state.spells),
  )
}

const path = '/v1/settlement/persons/{personId}/registrations'
const problems = ['person.unknown', 'caller.other-division']

/** What is registered of a person beside coverage, and claims are judged by. */
export const registrationRoutes: Route[] = [
  defineRoute({
    method: 'PUT',
    path,
    summary:
      "Registers a person's chronic diseases and supplements, in place of all that was registered of him.",
    scopes: ['province', 'city'],
    body: registered,
    answer: registered,
    problems,
    handle: async ({ caller, params, body }) => {
      const { personId = '' } = params
      await requireInsured(caller, personId)
      const registrations = asRegistered(body)
      await registerPerson({ personId, registrations }, effects)
      effects.meter('register-person', 1)
      return { status: 200, body: shown(registrations) }
    },
  }),
  defineRoute({
    method: 'GET',
    path,
    summary: 'What is registered of a person.',
    scopes: ['province', 'city', 'auditor'],
    answer: registered,
    problems,
    handle: async ({ caller, params }) => {
      const { personId = '' } = params
      await requireInsured(caller, personId)
      const registrations = (await effects.registrations.find(personId)) ?? noRegistrations
      effects.meter('read-registrations', 1)
      return { status: 200, body: shown(registrations) }
    },
  }),
]
