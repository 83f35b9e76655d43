import * as z from 'zod'
import { day, month, signedAmount } from '#shared/contracts/fields.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../../effects.ts'
import { cursorField, fundFields, fundFor, pageOf, period, readers } from '../fields.ts'
import { pageEntries } from '../journal.ts'
import { accounts } from '../rules/chart.ts'
import { entryReasons } from '../rules/journal-entry.ts'

const entry = z.strictObject({
  entryId: z.string(),
  fund: z.strictObject(fundFields),
  month: period,
  belongsTo: month.optional(),
  reason: z.enum(entryReasons),
  on: day,
  source: z.string(),
  corrects: z.strictObject({ period, entryId: z.string() }).optional(),
  movements: z.partialRecord(z.enum(accounts), signedAmount),
})

/** The books: entries by period. */
export const ledgerRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/budget/journal',
    summary: 'The journal entries booked in a period of a fund; those of one account where it is named.',
    scopes: readers,
    query: z.strictObject({
      ...fundFields,
      month: period,
      account: z.enum(accounts).optional(),
      ...cursorField,
    }),
    answer: z.strictObject({ entries: z.array(entry), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      const { account } = query
      const page = await pageEntries(store, fund, query.month, pageOf(query.cursor))
      const entries = page.entries.filter(
        ({ movements }) => account === undefined || movements[account] !== undefined,
      )
      return { status: 200, body: { ...page, entries } }
    },
  }),
]
