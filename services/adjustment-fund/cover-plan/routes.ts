import * as z from 'zod'
import { amount, city, fundYear, scheme, yearInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { planFor } from './plan-for.ts'
import { coverSteps, stepWords } from './rules/cover-plan.ts'

const answer = z.strictObject({
  city,
  scheme,
  year: fundYear,
  gap: amount,
  /** Of the final accounts, else of the cleared year. */
  isFinal: z.boolean(),
  /** How far the share of the adjustment fund is. */
  fundStep: z.enum(['not-applied', 'applied', 'examined', 'rejected', 'granted']),
  steps: z.array(
    z.strictObject({
      step: z.enum(coverSteps),
      zh: z.string(),
      en: z.string(),
      yields: amount,
      left: amount,
    }),
  ),
})

/** In which order a city's gap is covered. */
export const coverPlanRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/adjustment-fund/cover-plans/{city}/{scheme}/{year}',
    summary:
      "In which order a city's gap of a year is covered: what each step yields, and what is left after it.",
    scopes: ['province', 'city', 'auditor'],
    params: z.object({ city, scheme, year: yearInText }),
    owner: { whose: 'named', parties: ({ params }) => ({ cities: [params.city] }) },
    answer,
    refusals: ['gap.year-not-closed', 'gap.year-not-cleared', 'policy.missing'],
    handle: async ({ params: { city: of, scheme: by, year } }) => {
      const plan = await planFor({ city: of, scheme: by, year }, effects)
      if (plan.status === 'refused') return plan
      const steps = plan.value.steps.map((each) => ({ ...each, ...stepWords[each.step] }))
      return accept(answer.parse({ ...plan.value, steps }))
    },
  }),
]
