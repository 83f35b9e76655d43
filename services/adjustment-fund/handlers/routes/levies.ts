import * as z from 'zod'
import { amount, city, day, fundYear, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { listRecords } from '../../adapters/records.ts'
import { startLevyRun } from '../../commands/start-levy-run.ts'
import { effects } from '../../effects.ts'
import { isVisible, yearQuery } from './visibility.ts'

const allCities = cities.map(({ code }) => code)

const levy = z.strictObject({
  levyId: id,
  city,
  scheme,
  year: fundYear,
  status: z.enum(['due', 'remitted', 'paused', 'nothing-collected']),
  base: signedAmount,
  rate: z.string(),
  amount,
  assessedOn: day,
  dueOn: day,
  remittedOn: day.optional(),
})

/** The yearly levy: starting it and seeing what each city owes. */
export const levyRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/adjustment-fund/levy-runs',
    summary: "Assesses every city's levy for a year on its collection of the year before.",
    scopes: ['province'],
    body: z.strictObject({
      year: fundYear,
      scheme,
      on: day,
      cities: z.array(city).min(1).optional().meta({ description: 'all of the province when absent' }),
    }),
    answer: z.strictObject({ runId: id }),
    problems: ['levy.year-not-closed', 'levy.other-run', 'policy.missing'],
    handle: async ({ body }) => {
      const chosen = [...new Set(body.cities ?? allCities)].sort()
      const started = await startLevyRun({ ...body, cities: chosen }, effects)
      if (started.status === 'refused') throw refused(started.refusal, 409)
      return { status: 202, body: started.value }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/adjustment-fund/levies',
    summary: "A year's levies, each due, remitted, paused or nil.",
    scopes: ['province', 'city', 'auditor'],
    query: yearQuery,
    answer: z.strictObject({ levies: z.array(levy) }),
    problems: [],
    handle: async ({ caller, query }) => {
      const [levies, receipts] = await Promise.all([
        listRecords(effects.store, 'LEVIES', query.scheme, query.year),
        listRecords(effects.store, 'RECEIPTS', query.scheme, query.year),
      ])
      const remittedOn = new Map(receipts.map((receipt) => [receipt.levyId, receipt.remittedOn]))
      const shown = levies.filter(isVisible(caller)).map((each) => {
        const day = remittedOn.get(each.levyId)
        const { levyId, base, rate, assessedOn, dueOn } = each
        return {
          levyId,
          city: each.city,
          scheme: each.scheme,
          year: each.year,
          status: day === undefined ? each.status : 'remitted',
          base,
          rate,
          amount: each.amount,
          assessedOn,
          dueOn,
          ...(day === undefined ? {} : { remittedOn: day }),
        }
      })
      return { status: 200, body: { levies: shown } }
    },
  }),
]
