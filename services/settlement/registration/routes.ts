import * as z from 'zod'
import { day, fundYear, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { citiesOf } from '../insured-year/rules/insured-year.ts'
import type { Registrations } from '../insured-year/rules/registrations.ts'
import { noRegistrations } from '../insured-year/rules/registrations.ts'
import { refuse } from '../refusals.ts'
import type { RegistrationEffects } from './effects.ts'
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
    .meta({ description: 'Whether they have the civil servants’ supplement' }),
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

const toAnswer = ({ diseases, ...rest }: Registrations) => ({
  ...rest,
  diseases: diseases.map(({ code, from, to }) => ({ code, from, ...(to === null ? {} : { to }) })),
})

const path = '/v1/settlement/persons/{personId}/registrations'
const params = z.strictObject({ personId: id })
type PersonRequest = { readonly params: z.output<typeof params> }

/** Whoever insures the person in one of the years recorded of them, or did so last. */
const ownerFrom = ({ claims, registrations }: RegistrationEffects) =>
  ({
    whose: 'recorded',
    as: 'the cities that insure the person in a year, else the last that did',
    find: async ({ params: { personId } }: PersonRequest) => {
      const years = await registrations.years(personId)
      const recorded = await claims.findYears(years.map((year) => ({ personId, year })))
      if (recorded.length === 0) return refuse('person.unknown', { field: 'personId' })
      return accept({
        parties: { cities: recorded.flatMap(({ state }) => citiesOf(state)) },
        found: undefined,
      })
    },
  }) as const

/** What is registered of a person beside coverage, and claims are judged by. */
export const registrationRoutes = (effects: RegistrationEffects): Operation[] => [
  defineOperation({
    method: 'PUT',
    path,
    summary:
      "Registers a person's chronic diseases and supplements, in place of all that was registered of them.",
    scopes: ['province', 'city'],
    params,
    owner: ownerFrom(effects),
    body: registered,
    answer: registered,
    refusals: ['person.unknown'],
    handle: async ({ params: { personId }, body }) => {
      const registrations = asRegistered(body)
      await registerPerson({ personId, registrations }, effects)
      effects.meter('register-person', 1)
      return accept(toAnswer(registrations))
    },
  }),
  defineOperation({
    method: 'GET',
    path,
    summary: 'What is registered of a person.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: ownerFrom(effects),
    answer: registered,
    refusals: ['person.unknown'],
    persons: ({ params: { personId } }) => [personId],
    handle: async ({ params: { personId } }) => {
      const registrations = (await effects.registrations.find(personId)) ?? noRegistrations
      effects.meter('read-registrations', 1)
      return accept(toAnswer(registrations))
    },
  }),
]
