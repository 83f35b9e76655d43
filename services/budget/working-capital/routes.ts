import * as z from 'zod'
import { amount, day, fundYear, id } from '#shared/contracts/fields.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../effects.ts'
import {
  actors,
  cursorField,
  fundFields,
  fundFor,
  fundYearFields,
  pageOf,
  readers,
  yearInQuery,
} from '../ledger/fields.ts'
import { startAdvance } from './start-advance.ts'
import { pageAdvances } from './store.ts'

const advance = z.strictObject({
  institution: id,
  year: fundYear,
  quota: amount,
  share: z.string(),
  amount,
  entryId: z.string(),
  orderId: z.string(),
})

/** Working capital lent to institutions for a year; its clearing takes it back. */
export const advanceRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/advances',
    summary: 'Advances working capital to every institution whose agreement says so; sent again, it goes on.',
    scopes: actors,
    body: z.strictObject({ ...fundYearFields, on: day }),
    answer: z.strictObject({ runId: z.string() }),
    problems: ['working-capital.no-quota-plan', 'working-capital.year-being-cleared', 'run.other-parameters'],
    handle: async ({ caller, body: { year, on, ...named } }) => {
      const runId = await startAdvance(effects, { fund: fundFor(caller, named), year, on })
      return { status: 202, body: { runId } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/advances',
    summary: 'What was advanced to the institutions of a fund in a year.',
    scopes: readers,
    query: z.strictObject({ ...fundFields, year: yearInQuery, ...cursorField }),
    answer: z.strictObject({ advances: z.array(advance), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      return { status: 200, body: await pageAdvances(effects.store, fund, query.year, pageOf(query.cursor)) }
    },
  }),
]
