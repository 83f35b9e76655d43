import * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import { amount, city, day, fundYear, id, scheme, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { ofYear, partition } from '../keys.ts'
import { runAnswer, shownRun } from '../run-approval/fields.ts'
import { runDecisionRoutes } from '../run-approval/routes.ts'
import { yearQuery } from '../year/year-query.ts'
import { approveLevyRun, proposeLevyRun } from './start-levy-run.ts'
import type { Levy } from './store.ts'
import { levies } from './store.ts'
import { becameFields, readWhatBecame } from './what-became.ts'

const allCities = cities.map(({ code }) => code)

const levy = z.object({
  levyId: id,
  city,
  scheme,
  year: fundYear,
  status: z.enum(['due', 'remitted', 'paused', 'nothing-collected']),
  base: signedAmount,
  rate: z.string(),
  /** The how manieth part of the year's levy, of which share; absent on what was levied whole. */
  part: z.int().optional(),
  share: z.string().optional(),
  amount,
  assessedOn: day,
  dueOn: day,
  ...becameFields,
})

/** A share of a whole that is more than nothing of it, as a decimal. */
const partOfWhole = z
  .string()
  .regex(/^(0\.\d{1,4}|1(\.0{1,4})?)$/)
  .refine((text) => Number(text) > 0, 'more than nothing')

/** A year's levies with what became of each: its receipt, its late fee and its reminders. */
const readLevies = async ({ store }: Pick<Effects, 'store'>, of: Scheme, year: FundYear) => {
  const [assessed, becameOf] = await Promise.all([
    Array.fromAsync(levies.list(store, partition('LEVIES', of), ofYear(year))),
    readWhatBecame(store, of, year),
  ])
  const shown = (each: Levy) => {
    const became = becameOf(each.levyId)
    return levy.parse({ ...each, ...became, ...(became.remittedOn ? { status: 'remitted' } : {}) })
  }
  return { assessed, shown }
}

/** The yearly levy: starting it and seeing what each city owes. */
export const levyRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/adjustment-fund/levy-runs',
    summary:
      'Proposes to levy some cities or all for a year, or a part of it, on their collection of the year before; another person approves it.',
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
      share: partOfWhole
        .optional()
        .meta({ description: "a part of the year's levy, such as 0.25; all that is left when absent" }),
    }),
    status: 201,
    answer: runAnswer,
    refusals: [
      ...['levy.year-not-closed', 'levy.city-levied', 'levy.above-rest', 'levy.too-many-parts'],
      ...['run.year-not-over', 'policy.missing'],
    ],
    changes: (_, { runId }) => [`/v1/adjustment-fund/levy-runs/${runId}`],
    handle: async ({ body, by, today, commandId }) => {
      const cities = [...new Set(body.cities ?? allCities)].sort()
      const proposed = { by: by.subject, on: today, division: by.division }
      const { share, ...rest } = body
      const part = share === undefined ? {} : { share }
      const run = await proposeLevyRun({ ...rest, ...part, cities, proposed, commandId }, effects)
      return run.status === 'refused' ? run : accept(shownRun(run.value))
    },
  }),
  ...runDecisionRoutes('levy', (runId, approved) => approveLevyRun(runId, approved, effects), effects),
  defineOperation({
    method: 'GET',
    path: '/v1/adjustment-fund/levies',
    summary: "A year's levies, each due, remitted, paused or nil, with reminders and late fees.",
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'caller' },
    query: yearQuery,
    answer: z.strictObject({ levies: z.array(levy) }),
    refusals: [],
    handle: async ({ query: { scheme: of, year }, reaches }) => {
      const { assessed, shown } = await readLevies(effects, of, year)
      const own = assessed.filter((each) => reaches({ cities: [each.city] }))
      return accept({ levies: own.map(shown) })
    },
  }),
]
