import * as z from 'zod'
import { amount, city, day, fundYear, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { Effects } from '../effects.ts'
import { ofYear, partition } from '../keys.ts'
import { runAnswer, shownRun } from '../run-approval/fields.ts'
import { runDecisionRoutes } from '../run-approval/routes.ts'
import { yearQuery } from '../year/year-query.ts'
import { approveLevyRun, proposeLevyRun } from './start-levy-run.ts'
import { levies, levyReceipts } from './store.ts'

const allCities = cities.map(({ code }) => code)

const levy = z.object({
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
export const levyRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/adjustment-fund/levy-runs',
    summary:
      'Proposes to levy some cities or all for a year, on their collection of the year before; another person approves it.',
    scopes: ['province'],
    owner: { whose: 'province' },
    body: z.strictObject({
      year: fundYear,
      scheme,
      on: day,
      cities: z
        .array(city)
        .min(1)
        .max(allCities.length)
        .optional()
        .meta({ description: 'all of the province when absent' }),
    }),
    status: 201,
    answer: runAnswer,
    refusals: ['levy.year-not-closed', 'levy.city-levied', 'run.year-not-over', 'policy.missing'],
    changes: (_, { runId }) => [`/v1/adjustment-fund/levy-runs/${runId}`],
    handle: async ({ body, by, today, commandId }) => {
      const cities = [...new Set(body.cities ?? allCities)].sort()
      const proposed = { by: by.subject, on: today, division: by.division }
      const run = await proposeLevyRun({ ...body, cities, proposed, commandId }, effects)
      return run.status === 'refused' ? run : accept(shownRun(run.value))
    },
  }),
  ...runDecisionRoutes('levy', (runId, approved) => approveLevyRun(runId, approved, effects), effects),
  defineOperation({
    method: 'GET',
    path: '/v1/adjustment-fund/levies',
    summary: "A year's levies, each due, remitted, paused or nil.",
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'caller' },
    query: yearQuery,
    answer: z.strictObject({ levies: z.array(levy) }),
    refusals: [],
    handle: async ({ query: { scheme: of, year }, reaches }) => {
      const [assessed, receipts] = await Promise.all([
        Array.fromAsync(levies.list(effects.store, partition('LEVIES', of), ofYear(year))),
        Array.fromAsync(levyReceipts.list(effects.store, partition('RECEIPTS', of), ofYear(year))),
      ])
      const remittedOn = new Map(receipts.map((receipt) => [receipt.levyId, receipt.remittedOn]))
      const shown = assessed
        .filter((each) => reaches({ cities: [each.city] }))
        .map((each) => {
          const remitted = remittedOn.get(each.levyId)
          return levy.parse(remitted ? { ...each, status: 'remitted', remittedOn: remitted } : each)
        })
      return accept({ levies: shown })
    },
  }),
]
