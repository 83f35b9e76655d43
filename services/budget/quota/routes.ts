import * as z from 'zod'
import { versionInText, yearInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { fundFields } from '../ledger/fields.ts'
import { readers } from '../ledger/fund-operations.ts'
import { refuse } from '../refusals.ts'
import { cityAndItsInstitutions } from '../total-control/parties.ts'
import { quota, quotaPlan } from './fields.ts'
import { readPlan, readPlanVersion, readQuotas } from './store.ts'

const planAnswer = z.object({ ...fundFields, plan: quotaPlan, quotas: z.array(quota) })

/** Quotas as they were published, for everybody concerned. */
export const quotaRoutes = ({ store }: Effects): Operation[] => [
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
