import * as z from 'zod'
import {
  aid,
  city,
  day,
  employment,
  fundYear,
  id,
  scheme,
  signedAmount,
  yearInText,
} from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refusal } from '../refusals.ts'
import type { YearEffects } from './effects.ts'
import { accumulatorNames, citiesOf } from './rules/insured-year.ts'

const spell = z.object({ scheme, city, employment, aid, from: day, to: day })
const accumulators = z.partialRecord(z.enum(accumulatorNames), z.int())

const answer = z.strictObject({
  personId: id,
  year: fundYear,
  spells: z.array(spell),
  account: signedAmount,
  credited: signedAmount,
  carriedIn: signedAmount.optional().meta({ description: 'Brought over from the year before' }),
  carriedOut: signedAmount.optional().meta({ description: 'Gone over to the year after' }),
  accumulators: z.partialRecord(scheme, accumulators),
  sameAs: id.optional().meta({ description: 'the person that this number turned out to be' }),
  joined: z
    .array(z.strictObject({ personId: id, accumulators: z.partialRecord(scheme, accumulators) }))
    .optional()
    .meta({
      description: 'what other numbers of the person counted of the year: it counts for this one too',
    }),
  stays: z.array(
    z.object({ claimId: id, from: day, to: day, institution: id, diagnosis: z.string().optional() }),
  ),
})

/** What is known of a person's fund year. */
export const insuredYearOperations = ({ claims, meter }: YearEffects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/persons/{personId}/years/{year}',
    summary: "A person's fund year: entitlement, personal account and what was counted so far.",
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ personId: id, year: yearInText }),
    owner: {
      whose: 'recorded',
      as: 'the cities that insure the person on days of the year, else the last that did',
      unknown: () => refusal('person.unknown', { field: 'personId' }),
      find: async ({ params }) => {
        const found = await claims.findYear(params)
        meter('read-insured-year', 1)
        return found && { parties: { cities: citiesOf(found.state) }, found }
      },
    },
    answer,
    refusals: ['person.unknown'],
    persons: ({ params }) => [params.personId],
    handle: async ({ params, found }) => {
      const { spells, account, accumulators: counted, stays, sameAs, joined } = found.state
      const { credited, carriedIn, carriedOut } = found
      const carried = {
        ...(carriedIn === undefined ? {} : { carriedIn }),
        ...(carriedOut === undefined ? {} : { carriedOut }),
      }
      const others = {
        ...(sameAs === undefined ? {} : { sameAs }),
        ...(joined === undefined
          ? {}
          : {
              joined: joined.map(({ personId, accumulators: of }) => ({ personId, accumulators: of })),
            }),
      }
      const body = { ...params, spells: [...spells], account, credited, ...carried, ...others }
      return accept(answer.parse({ ...body, accumulators: counted, stays }))
    },
  }),
]
