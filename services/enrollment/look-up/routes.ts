import * as z from 'zod'
import { city, day, divisionCode, employment, id, scheme } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import { isInstitution } from '#shared/kernel/authority.ts'
import { certificateTypes } from '#shared/kernel/certificate-type.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cityOfDivision } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { coveringCity } from '../coverage/covering-city.ts'
import type { PersonAnswer } from '../coverage/person-answer.ts'
import { personAnswer, showPerson } from '../coverage/person-answer.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { endingOf } from '../person/rules/certificate.ts'
import { country } from '../person/rules/proof-fields.ts'
import { identities } from '../person/store.ts'
import { findByCertificate, mostFound, searchPersons } from './find-persons.ts'
import type { Listed } from './list-persons.ts'
import { listPersons, mostOnPage } from './list-persons.ts'

const name = z.string().trim().min(1).max(60)

/** Whose data a person's are: those of the city that covers them, or covered them last, and of the county of their unit. */
const ofCoveringCity = (reaches: (parties: Parties) => boolean) => (record: PersonRecord) =>
  reaches(coveringCity(record))

/** Nothing is written, so a look-up needs no key; it is a POST since what is looked for may stand in no address. */
const aRead = { once: 'itself', keyIn: () => 'read' } as const

const lookUp = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/enrollment/persons/look-ups',
    pace: 'look-up',
    summary:
      'Finds a person by certificate, and by name too where it is sent. Nobody is found who is unknown, or not the caller’s.',
    scopes: [
      ...(['province', 'city', 'county', 'institution', 'tax'] as const),
      ...(['civil-affairs', 'public-security', 'education'] as const),
    ],
    owner: { whose: 'caller' },
    body: z.strictObject({
      certificate: z.strictObject({
        type: z.enum(certificateTypes).default('id-card'),
        number: z.string().trim().min(1).max(30),
        country: country.optional(),
      }),
      name: name.optional(),
    }),
    answer: z.strictObject({ persons: z.array(personAnswer).max(1) }),
    refusals: [],
    ...aRead,
    persons: (_, { persons }) => persons.map(({ personId }) => personId),
    handle: async ({ body, caller, reaches }) => {
      const identity = await findByCertificate(body, effects)
      const record = identity && (await coverages.read(effects.store, ofPerson(identity.personId)))
      const isSeen = record && (ofCoveringCity(reaches)(record) || isInstitution(caller))
      return accept({ persons: isSeen ? [showPerson(record)] : [] })
    },
  })

/** A person among others of their name: with what tells them apart, and no more of their certificate than that. */
const personFound = z.strictObject({
  ...personAnswer.shape,
  name: z.string(),
  certificate: z.strictObject({ type: z.enum(certificateTypes), ending: z.string() }),
})

const tellApart = async (shown: PersonAnswer, { store, secrets }: Effects) => {
  const { personId } = shown
  const identity = await identities.read(store, { personId })
  must(identity !== undefined, 'enrollment.identity-missing', 'a person has no identity', { personId })
  const { number, name } = await secrets.open(personId, identity.sealed)
  return { ...shown, name, certificate: { type: identity.certificateType, ending: endingOf(number) } }
}

const search = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/enrollment/persons/searches',
    pace: 'look-up',
    summary: `Finds persons of the caller's cities by name, or by the first letters of its characters; ${mostFound} at most, so that a wide search is narrowed by the birth day.`,
    scopes: ['province', 'city', 'county'],
    owner: { whose: 'caller' },
    body: z.union([
      z.strictObject({ name }),
      z.strictObject({ name, sex: z.enum(['male', 'female']), birthOn: day }),
      z.strictObject({
        initials: z
          .string()
          .regex(/^[A-Za-z]{2,20}$/, 'two letters or more are needed')
          .meta({ description: '王芳 is `wf`' }),
        birthOn: day.optional(),
      }),
    ]),
    answer: z.strictObject({
      persons: z.array(personFound).max(mostFound),
      more: z.boolean().meta({ description: 'there are more than are shown: narrow the search' }),
    }),
    refusals: [],
    ...aRead,
    persons: (_, { persons }) => persons.map(({ personId }) => personId),
    handle: async ({ body, reaches }) => {
      const sought = 'name' in body ? { by: 'name' as const, ...body } : { by: 'initials' as const, ...body }
      const { records, more } = await searchPersons(sought, ofCoveringCity(reaches), effects)
      const persons = await Promise.all(records.map((record) => tellApart(showPerson(record), effects)))
      return accept({ persons, more })
    },
  })

const asked = z
  .strictObject({
    city,
    employerId: id.optional(),
    scheme: scheme.optional(),
    employment: employment.optional(),
    within: divisionCode.optional().meta({
      description: 'a county, township or village of the city, with all that lie in it',
    }),
    aid: z.literal('any').optional().meta({ description: 'recipients of aid, of any category' }),
    cursor: z.string().min(1).max(2_000).optional(),
  })
  .refine(
    ({ employerId, scheme: of, employment: as, aid, within }) =>
      [
        employerId !== undefined,
        of !== undefined && as !== undefined,
        aid !== undefined,
        within !== undefined,
      ].filter(Boolean).length === 1 && (of === undefined) === (as === undefined),
    'one of employerId, within, aid, or scheme and employment together',
  )
  .refine(
    ({ city: of, within }) => within === undefined || cityOfDivision(within) === of,
    'the division lies in another city',
  )

const listedBy = ({
  city: of,
  employerId,
  within,
  scheme: in_,
  employment: as,
}: z.output<typeof asked>): Listed => {
  if (within !== undefined) return { city: of, by: 'division', division: within }
  if (employerId !== undefined) return { city: of, by: 'employer', employerId }
  return in_ && as ? { city: of, by: 'place', scheme: in_, employment: as } : { city: of, by: 'aid' }
}

const list = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/enrollment/persons',
    summary: `The persons a city covers, ${mostOnPage} a page: those of an employer, those covered in a scheme as the same, recipients of aid, or those who belong to a county, township or village. Nobody is named.`,
    scopes: ['province', 'city', 'county', 'auditor'],
    query: asked,
    owner: {
      whose: 'named',
      parties: ({ query: { city: of, within } }) => ({
        cities: [of],
        ...(within === undefined ? {} : { units: [within] }),
      }),
    },
    answer: z.strictObject({ persons: z.array(personAnswer).max(mostOnPage), cursor: z.string().optional() }),
    refusals: ['cursor.unreadable'],
    persons: (_, { persons }) => persons.map(({ personId }) => personId),
    handle: async ({ query }) => {
      const { records, cursor } = await listPersons(listedBy(query), query.cursor, effects)
      const persons = records.map(showPerson)
      return accept({ persons, ...(cursor === undefined ? {} : { cursor }) })
    },
  })

/** Finding persons. What they are found by is sent in the body and stands in no address. */
export const lookUpRoutes = (effects: Effects): Operation[] => [
  lookUp(effects),
  search(effects),
  list(effects),
]
