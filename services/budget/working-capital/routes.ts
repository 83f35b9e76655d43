import * as z from 'zod'
import { amount, day, fundYear, id, yearInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { fundFields, fundYearFields } from '../ledger/fields.ts'
import { actors, cursorField, fundOwner, pageOf, readers } from '../ledger/fund-operations.ts'
import { startAdvance } from './start-advance.ts'
import { pageAdvances } from './store.ts'

/** What is shown of an advance: its fields, not its keys. */
const advance = z.object({
  institution: id,
  year: fundYear,
  quota: amount,
  share: z.string(),
  amount,
  entryId: z.string(),
  orderId: z.string(),
})

/** Working capital lent to institutions for a year; its clearing takes it back. */
export const advanceRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/advances',
    summary: 'Advances working capital to every institution whose agreement says so; sent again, it goes on.',
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundYearFields, on: day }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['working-capital.no-quota-plan', 'working-capital.year-being-cleared', 'run.other-parameters'],
    changes: (_, { runId }) => [`/v1/budget/runs/${runId}`],
    handle: ({ body: { year, on, ...fund } }) => startAdvance({ fund, year, on }, effects),
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/advances',
    summary: 'What was advanced to the institutions of a fund in a year.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ ...fundFields, year: yearInText, ...cursorField }),
    answer: z.strictObject({ advances: z.array(advance), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { year, cursor, ...fund } }) => {
      const { records, ...page } = await pageAdvances(effects.store, fund, year, pageOf(cursor))
      return accept({ advances: records.map((each) => advance.parse(each)), ...page })
    },
  }),
]
