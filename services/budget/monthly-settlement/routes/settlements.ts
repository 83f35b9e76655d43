import * as z from 'zod'
import { day, month } from '#shared/contracts/fields.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { runRoute } from '#shared/edge/http/run-route.ts'
import type { Effects } from '../../effects.ts'
import { actors, cursorField, fundFields, fundFor, pageOf, readers } from '../../ledger/fields.ts'
import { statement } from '../fields.ts'
import { startSettlement } from '../start-settlement.ts'
import { pageStatements } from '../statements.ts'

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
  runRoute('budget', readers, () => effects.store),
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
