import * as z from 'zod'
import { day, id, month, signedAmount } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { readRun } from '#shared/edge/run.ts'
import { pageStatements } from '../../adapters/statements.ts'
import type { Effects } from '../../effects.ts'
import { cityOfRun, startSettlement } from '../start-settlement.ts'
import { actors, cursorField, fundFields, fundFor, pageOf, readers } from './shared-fields.ts'

const statement = z.strictObject({
  ...fundFields,
  institution: id,
  month,
  claimed: signedAmount,
  controlled: signedAmount,
  others: signedAmount,
  quotaToDate: signedAmount.nullable(),
  within: signedAmount,
  suspended: signedAmount,
  deposit: signedAmount,
  depositShare: z.string(),
  carriedBefore: signedAmount,
  carried: signedAmount,
  ordered: signedAmount,
  entryId: z.string(),
  orderId: z.string().optional(),
})

/** Settling a month with all institutions, and what each was told. */
export const monthlySettlementRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/monthly-settlements',
    summary: 'Closes a month of a fund and settles it with every institution; sent again, it goes on.',
    scopes: actors,
    body: z.strictObject({ ...fundFields, month, on: day }),
    answer: z.strictObject({ runId: z.string() }),
    problems: [
      'settlement.no-quota-plan',
      'settlement.month-closed',
      'settlement.month-not-begun',
      'settlement.earlier-run-open',
      'settlement.earlier-year-open',
      'run.other-parameters',
      'policy.missing',
    ],
    handle: async ({ caller, body }) => {
      const command = { fund: fundFor(caller, body), month: body.month, on: body.on }
      return { status: 202, body: { runId: await startSettlement(effects, command) } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/runs/{runId}',
    summary: 'How far a run is.',
    scopes: readers,
    answer: z.strictObject({
      runId: z.string(),
      task: z.string(),
      status: z.enum(['running', 'done']),
      units: z.int(),
      done: z.int(),
    }),
    problems: ['run.unknown'],
    handle: async ({ caller, params }) => {
      const runId = params.runId ?? ''
      const city = cityOfRun(runId)
      if (city !== undefined) requireCity(caller, city)
      const run = city === undefined ? undefined : await readRun(effects.store, runId)
      if (!run) throw problem(404, 'run.unknown', `there is no run ${runId}`)
      return { status: 200, body: run }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/statements',
    summary: "A month's settlement statements, one for each institution.",
    scopes: readers,
    query: z.strictObject({ ...fundFields, month, ...cursorField }),
    answer: z.strictObject({ statements: z.array(statement), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      const page = await pageStatements(effects.store, fund, query.month, pageOf(query.cursor))
      return { status: 200, body: page }
    },
  }),
]
