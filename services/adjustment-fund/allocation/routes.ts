import * as z from 'zod'
import { amount, city, day, fundYear, id, scheme } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { allocations } from '../gap/store.ts'
import { ofYear, partition } from '../keys.ts'
import { runAnswer, shownRun } from '../run-approval/fields.ts'
import { runDecisionRoutes } from '../run-approval/routes.ts'
import { yearQuery } from '../year/year-query.ts'
import { approveAllocationRun, proposeAllocationRun } from './start-allocation-run.ts'

const allocation = z.object({
  allocationId: id,
  applicationId: id,
  city,
  scheme,
  year: fundYear,
  /** What of the share was owed before, what was paid, and what is still owed; absent: nothing more is. */
  approved: amount,
  amount,
  carried: amount.optional(),
  disbursedOn: day,
})

/** Paying approved shares out of the provincial accounts. */
export const allocationRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/adjustment-fund/allocation-runs',
    summary:
      "Proposes to pay a year's approved shares, scaled down pro rata when the account cannot meet all; another person approves it.",
    scopes: ['province'],
    owner: { whose: 'province' },
    body: z.strictObject({ year: fundYear, scheme, on: day }),
    status: 201,
    answer: runAnswer,
    refusals: ['run.earlier-proposed', 'run.year-not-over'],
    changes: (_, { runId }) => [`/v1/adjustment-fund/allocation-runs/${runId}`],
    handle: async ({ body, by, today, commandId }) => {
      const proposed = { by: by.subject, on: today, division: by.division }
      const run = await proposeAllocationRun({ ...body, proposed, commandId }, effects)
      return run.status === 'refused' ? run : accept(shownRun(run.value))
    },
  }),
  ...runDecisionRoutes(
    'allocation',
    (runId, approved) => approveAllocationRun(runId, approved, effects),
    effects,
  ),
  defineOperation({
    method: 'GET',
    path: '/v1/adjustment-fund/allocations',
    summary: "What a year's gaps were paid.",
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'caller' },
    query: yearQuery,
    answer: z.strictObject({ allocations: z.array(allocation) }),
    refusals: [],
    handle: async ({ query: { scheme: of, year }, reaches }) => {
      const paid = await Array.fromAsync(
        allocations.list(effects.store, partition('ALLOCATIONS', of), ofYear(year)),
      )
      const shown = paid.filter((each) => reaches({ cities: [each.city] }))
      return accept({ allocations: shown.map((each) => allocation.parse(each)) })
    },
  }),
]
