import * as z from 'zod'
import { city, day, divisionCode, id, unitCode } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cityOfDivision } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { personAnswer, showPerson } from '../coverage/person-answer.ts'
import { ofCoveringCity } from '../coverage/routes.ts'
import type { Effects } from '../effects.ts'
import { divisionsPartition } from '../keys.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import { placeInUnit, unitFault } from './place-in-unit.ts'
import { endDivision, registerDivisions } from './register-divisions.ts'
import type { Division } from './rules/division.ts'
import { divisions } from './store.ts'

const path = '/v1/enrollment/divisions'
const name = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}<>]{1,60}$/u, 'a name of 1 to 60 characters is needed')

/** So many divisions are registered at once. */
const mostRegistered = 100
const mostOnPage = 500

const divisionAnswer = z.strictObject({ code: divisionCode, name, endedOn: day.optional() })
const show = ({ code, name: called, endedOn }: Division) => ({
  code,
  name: called,
  ...(endedOn === undefined ? {} : { endedOn }),
})

/** The city of a code that was checked to have one. */
export const cityOf = (code: string): CityCode => {
  const found = cityOfDivision(code)
  must(found !== undefined, 'division.no-city', 'a division lies in no city', { code })
  return found
}

const register = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary: `Registers counties, townships and villages of a city by their codes, or gives them another name: all of them or none, ${mostRegistered} at most. What one lies in is registered before, or with it; one that ended is open again.`,
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({
      city,
      divisions: z
        .array(z.strictObject({ code: divisionCode, name }))
        .min(1)
        .max(mostRegistered),
    }),
    status: 201,
    answer: z.strictObject({ divisions: z.array(divisionAnswer) }),
    refusals: ['division.other-city', 'division.no-parent', 'division.twice'],
    changes: ({ body }) => body.divisions.map(({ code }) => `${path}/${code}`),
    handle: async ({ body: { city: of, divisions: named } }) => {
      const registered = await registerDivisions({ city: of, named }, effects)
      return registered.status === 'refused' ? registered : accept({ divisions: registered.value.map(show) })
    },
  })

const list = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary: `The divisions below a city, or within a county or township of it, in the order of their codes, ${mostOnPage} a page; those that ended too.`,
    scopes: ['province', 'city', 'county', 'civil-affairs', 'education', 'auditor'],
    query: z.strictObject({
      city,
      within: divisionCode.optional(),
      cursor: z.string().min(1).max(2_000).optional(),
    }),
    owner: { whose: 'anyone' },
    answer: z.strictObject({
      divisions: z.array(divisionAnswer).max(mostOnPage),
      cursor: z.string().optional(),
    }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, within = '', cursor: from } }) => {
      const { records, cursor } = await divisions.page(store, divisionsPartition({ city: of }), {
        ...{ prefix: `DIVISION#${within}`, limit: mostOnPage },
        ...(from === undefined ? {} : { cursor: from }),
      })
      return accept({ divisions: records.map(show), ...(cursor === undefined ? {} : { cursor }) })
    },
  })

const end = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{code}/end`,
    summary:
      'Ends a division: nobody belongs to it any more, and none that lies in it is open. It takes nobody in from then on, and keeps its code.',
    scopes: ['province', 'city'],
    params: z.strictObject({ code: divisionCode }),
    owner: { whose: 'named', parties: ({ params: { code } }) => ({ cities: [cityOf(code)] }) },
    body: z.strictObject({ on: day }),
    answer: divisionAnswer,
    refusals: ['division.unknown', 'division.has-divisions', 'division.has-persons'],
    changes: ({ params: { code } }) => [`${path}/${code}`],
    handle: async ({ params: { code }, body: { on } }) => {
      const ended = await endDivision({ city: cityOf(code), code, on }, effects)
      return ended.status === 'refused' ? ended : accept(show(ended.value))
    },
  })

const place = (effects: Effects): Operation =>
  defineOperation({
    method: 'PUT',
    path: '/v1/enrollment/persons/{personId}/unit',
    summary:
      "Has a person belong to a township, village or residents' committee of the city that covers them. A county does so within itself; into another county the city does.",
    scopes: ['province', 'city', 'county'],
    params: z.strictObject({ personId: id }),
    owner: ofCoveringCity(effects),
    body: z.strictObject({ unit: unitCode }),
    answer: personAnswer,
    refusals: [
      ...['enrollment.person-unknown', 'enrollment.is-another', 'enrollment.deceased'],
      ...['enrollment.moved-meanwhile', 'enrollment.too-far-ahead', 'policy.missing'],
      ...['division.unknown', 'division.ended', 'division.other-city', 'division.other-county'],
    ],
    changes: ({ params: { personId } }) => [`/v1/enrollment/persons/${personId}`],
    handle: async ({ found, body: { unit }, commandId, today, reaches }) => {
      // Another city's is told by the rule; another county's is kept from a county alone.
      const { city: covering } = lastSpell(found.insured)
      if (!reaches({ cities: [covering], units: [unit] }))
        return refuse('division.other-county', { field: 'unit', figures: { code: unit } })
      const fault = await unitFault(unit, effects)
      if (fault) return { status: 'refused', refusal: fault }
      const placed = await placeInUnit({ unit, commandId, today, reaches }, found, effects)
      return placed.status === 'refused' ? placed : accept(showPerson(placed.value))
    },
  })

/** The divisions below the cities, and who belongs to which. */
export const divisionRoutes = (effects: Effects): Operation[] => [
  register(effects),
  list(effects),
  end(effects),
  place(effects),
]
