import * as z from 'zod'
import { aid, city, day, employment, fundYear, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { effects } from '../effects.ts'
import { requireInsurer } from './authority.ts'
import { accumulatorNames } from './rules/insured-year.ts'

const spell = z.strictObject({ scheme, city, employment, aid, from: day, to: day })
const accumulators = z.partialRecord(z.enum(accumulatorNames), z.int())

/** What is known of a person's fund year. */
export const insuredYearRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/settlement/persons/{personId}/years/{year}',
    summary: "A person's fund year: entitlement, personal account and what was counted so far.",
    scopes: ['province', 'city', 'auditor'],
    answer: z.strictObject({
      personId: id,
      year: fundYear,
      spells: z.array(spell),
      account: signedAmount,
      credited: signedAmount,
      carriedIn: signedAmount.optional().meta({ description: 'Brought over from the year before' }),
      carriedOut: signedAmount.optional().meta({ description: 'Gone over to the year after' }),
      accumulators: z.partialRecord(scheme, accumulators),
      stays: z.array(
        z.strictObject({
          claimId: id,
          from: day,
          to: day,
          institution: id,
          diagnosis: z.string().optional(),
        }),
      ),
    }),
    problems: ['person.unknown', 'caller.other-division'],
    handle: async ({ caller, params }) => {
      const { personId = '', year = '' } = params
      const recorded = await effects.claims.findYear({ personId, year: Number(year) })
      effects.meter('read-insured-year', 1)
      if (!recorded) throw problem(404, 'person.unknown', `nothing is recorded of ${personId} in ${year}`)
      const { spells, account, accumulators: counted, stays } = recorded.state
      requireInsurer(caller, spells)
      const { credited, carriedIn, carriedOut } = recorded
      const carried = {
        ...(carriedIn === undefined ? {} : { carriedIn }),
        ...(carriedOut === undefined ? {} : { carriedOut }),
      }
      const body = { personId, year: Number(year), spells, account, credited, ...carried }
      return { status: 200, body: { ...body, accumulators: counted, stays } }
    },
  }),
]
