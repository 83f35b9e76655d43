import * as z from 'zod'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { amount, id, versionInText, yearInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { Exact } from '#shared/money/rate.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { fundFields, fundYearFields } from '../ledger/fields.ts'
import { actors, fundOwner, readers } from '../ledger/fund-operations.ts'
import { refuse } from '../refusals.ts'
import { cityAndItsInstitutions } from '../total-control/parties.ts'
import { quota, quotaPlan } from './fields.ts'
import { seasonalTable } from './rules/seasonal-weights.ts'
import { splitTarget } from './rules/split-target.ts'
import { planIdOf, publishPlan, readPlan, readPlanVersion, readQuotas } from './store.ts'

const weight = z
  .union([z.number().nonnegative().max(1e15), z.string().regex(/^\d{1,15}(\.\d{1,8})?$/)])
  .transform((value) => new Exact(value).toFixed())

/** What a year begins with; negotiation publishes the versions after it. */
const firstVersion = 1

const planBody = z.strictObject({
  ...fundYearFields,
  target: amount,
  institutions: z
    .array(z.strictObject({ institution: id, weight }))
    .min(1)
    .max(5000),
})

const planAnswer = z.object({ ...fundFields, plan: quotaPlan, quotas: z.array(quota) })

const institutionsFault = (institutions: z.output<typeof planBody>['institutions']) => {
  const codes = new Set(institutions.map(({ institution }) => institution))
  if (codes.size < institutions.length)
    return refuse('quota-plan.institution-twice', { field: 'institutions' })
  return institutions.every((each) => new Exact(each.weight).isZero())
    ? refuse('quota-plan.no-weights', { field: 'institutions' })
    : undefined
}

/** Splitting a year's target into quotas, and showing all of them to everybody concerned. */
export const quotaRoutes = ({ store, policy }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/quota-plans',
    summary:
      "Splits a fund's target of a year into the quotas of its institutions and months, and publishes them.",
    scopes: actors,
    owner: fundOwner('body'),
    body: planBody,
    status: 201,
    answer: planAnswer,
    refusals: [
      'quota-plan.published',
      'quota-plan.institution-twice',
      'quota-plan.no-weights',
      'policy.missing',
    ],
    changes: () => ['/v1/budget/quotas'],
    handle: async ({ body, today }) => {
      const { city, scheme, year, target, institutions } = body
      const fund = { city, scheme }
      const fault = institutionsFault(institutions)
      if (fault) return fault
      const moment = { on: firstDayOfYear(year), city }
      const seasons = tableAt(policy(), 'total_control.seasonal_weights', moment, seasonalTable)
      const seasonalWeights = seasons[scheme]
      const split = { year, target, institutions, seasonalWeights }
      const planId = planIdOf(split)
      const plan = {
        planId,
        version: firstVersion,
        ...{ year, target, seasonalWeights },
        institutions: institutions.length,
        policyVersion: policy().version,
        publishedOn: today,
      }
      await publishPlan(store, fund, { plan, quotas: splitTarget(split) })
      const published = await readPlanVersion(store, fund, year, firstVersion)
      if (published?.planId !== planId) return refuse('quota-plan.published', { figures: { year } })
      const quotas = await readQuotas(store, fund, published)
      return accept(planAnswer.parse({ ...fund, plan: published, quotas }))
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/quotas',
    summary:
      'The published quotas of a fund year, or an earlier version of them, each with how it came about.',
    scopes: [...readers, 'institution'],
    owner: { whose: 'named', parties: ({ caller, query }) => cityAndItsInstitutions(query.city, caller) },
    query: z.strictObject({
      ...fundFields,
      year: yearInText,
      version: versionInText.optional(),
    }),
    answer: planAnswer,
    refusals: ['quota-plan.unknown'],
    handle: async ({ query: { year, version: wanted, ...fund } }) => {
      const plan =
        wanted === undefined
          ? await readPlan(store, fund, year)
          : await readPlanVersion(store, fund, year, wanted)
      if (!plan) return refuse('quota-plan.unknown', { field: 'year', figures: { year } })
      return accept(planAnswer.parse({ ...fund, plan, quotas: await readQuotas(store, fund, plan) }))
    },
  }),
]
