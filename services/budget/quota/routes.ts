import * as z from 'zod'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { amount, id, version } from '#shared/contracts/fields.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { Exact } from '#shared/money/rate.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { actors, fundFields, fundFor, fundYearFields, readers, yearInQuery } from '../ledger/fields.ts'
import { quota, quotaPlan } from './fields.ts'
import { seasonalTable } from './rules/seasonal-weights.ts'
import { splitTarget } from './rules/split-target.ts'
import { planIdOf, publishPlan, readPlan, readPlanVersion, readQuotas } from './store.ts'

const weight = z
  .union([z.number().nonnegative(), z.string().regex(/^\d{1,15}(\.\d{1,8})?$/)])
  .transform((value) => new Exact(value).toFixed())

const planBody = z.strictObject({
  ...fundYearFields,
  target: amount,
  institutions: z
    .array(z.strictObject({ institution: id, weight }))
    .min(1)
    .max(5000),
})

const planAnswer = z.strictObject({ ...fundFields, plan: quotaPlan, quotas: z.array(quota) })

const checkInstitutions = (institutions: z.output<typeof planBody>['institutions']): void => {
  const codes = new Set(institutions.map(({ institution }) => institution))
  if (codes.size < institutions.length)
    throw problem(
      422,
      'quota-plan.institution-twice',
      'an institution stands in the plan twice',
      'institutions',
    )
  if (institutions.every((each) => new Exact(each.weight).isZero()))
    throw problem(422, 'quota-plan.no-weights', 'no institution has a weight above nil', 'institutions')
}

/** Splitting a year's target into quotas, and showing all of them to everybody concerned. */
export const quotaRoutes = ({ store, policy }: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/quota-plans',
    summary:
      "Splits a fund's target of a year into the quotas of its institutions and months, and publishes them.",
    scopes: actors,
    body: planBody,
    answer: planAnswer,
    problems: [
      'quota-plan.published',
      'quota-plan.institution-twice',
      'quota-plan.no-weights',
      'policy.missing',
    ],
    handle: async ({ caller, body, today }) => {
      const fund = fundFor(caller, body)
      const { year, target, institutions } = body
      checkInstitutions(institutions)
      const moment = { on: firstDayOfYear(year), city: fund.city }
      const seasons = tableAt(policy(), 'total_control.seasonal_weights', moment, seasonalTable)
      const split = { year, target, institutions, seasonalWeights: seasons[fund.scheme] }
      const planId = planIdOf(split)
      const plan = {
        planId,
        version: 1,
        year,
        target,
        institutions: institutions.length,
        seasonalWeights: seasons[fund.scheme],
        policyVersion: policy().version,
        publishedOn: today,
      }
      await publishPlan(store, fund, { plan, quotas: splitTarget(split) })
      const published = await readPlan(store, fund, year)
      if (published?.planId !== planId)
        throw problem(409, 'quota-plan.published', `other quotas of ${year} are already published`)
      const quotas = await readQuotas(store, fund, published)
      return { status: 201, body: { ...fund, plan: published, quotas } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/quotas',
    summary:
      'The published quotas of a fund year, or an earlier version of them, each with how it came about.',
    scopes: [...readers, 'institution'],
    query: z.strictObject({
      ...fundFields,
      year: yearInQuery,
      version: z.coerce.number().pipe(version).optional(),
    }),
    answer: planAnswer,
    problems: ['quota-plan.unknown'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      const published =
        query.version === undefined
          ? await readPlan(store, fund, query.year)
          : await readPlanVersion(store, fund, query.year, query.version)
      if (!published)
        throw problem(404, 'quota-plan.unknown', `no such quotas of ${query.year} are published`)
      return {
        status: 200,
        body: { ...fund, plan: published, quotas: await readQuotas(store, fund, published) },
      }
    },
  }),
]
