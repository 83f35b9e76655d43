import * as z from 'zod'
import { amount, city, day, fundYear, id, scheme } from '#shared/contracts/fields.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { listRecords } from '../../adapters/records.ts'
import { startAllocationRun } from '../../commands/start-allocation-run.ts'
import { effects } from '../../effects.ts'
import { isVisible, yearQuery } from './visibility.ts'

const allocation = z.strictObject({
  allocationId: id,
  applicationId: id,
  city,
  scheme,
  year: fundYear,
  approved: amount,
  amount,
  disbursedOn: day,
})

/** Paying approved shares out of the provincial accounts. */
export const allocationRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/adjustment-fund/allocation-runs',
    summary: "Pays a year's approved shares, scaled down pro rata when the account cannot meet all.",
    scopes: ['province'],
    body: z.strictObject({ year: fundYear, scheme, on: day }),
    answer: z.strictObject({ runId: id }),
    problems: [],
    handle: async ({ body }) => ({ status: 202, body: { runId: await startAllocationRun(body, effects) } }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/adjustment-fund/allocations',
    summary: "What a year's gaps were paid.",
    scopes: ['province', 'city', 'auditor'],
    query: yearQuery,
    answer: z.strictObject({ allocations: z.array(allocation) }),
    problems: [],
    handle: async ({ caller, query }) => {
      const allocations = await listRecords(effects.store, 'ALLOCATIONS', query.scheme, query.year)
      const shown = allocations.filter(isVisible(caller)).map((each) => ({
        allocationId: each.allocationId,
        applicationId: each.applicationId,
        city: each.city,
        scheme: each.scheme,
        year: each.year,
        approved: each.approved,
        amount: each.amount,
        disbursedOn: each.disbursedOn,
      }))
      return { status: 200, body: { allocations: shown } }
    },
  }),
]
