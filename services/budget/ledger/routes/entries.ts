import * as z from 'zod'
import { day, month, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { booksFields, period } from '../fields.ts'
import { cursorField, fundOwner, pageOf, readers } from '../fund-operations.ts'
import { pageEntries } from '../journal.ts'
import { accounts } from '../rules/chart.ts'
import { entryReasons } from '../rules/journal-entry.ts'

const entry = z.strictObject({
  entryId: z.string(),
  fund: z.strictObject(booksFields),
  month: period,
  belongsTo: month.optional(),
  reason: z.enum(entryReasons),
  on: day,
  source: z.string(),
  corrects: z.strictObject({ period, entryId: z.string() }).optional(),
  movements: z.partialRecord(z.enum(accounts), signedAmount),
})

/** The books: entries by period. */
export const ledgerRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/journal',
    summary: 'The journal entries booked in a period of a fund; those of one account where it is named.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({
      ...booksFields,
      month: period,
      account: z.enum(accounts).optional(),
      ...cursorField,
    }),
    answer: z.strictObject({ entries: z.array(entry), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city, scheme, month: during, account, cursor } }) => {
      const page = await pageEntries(store, { city, scheme }, during, pageOf(cursor))
      const entries = page.entries.filter(
        ({ movements }) => account === undefined || movements[account] !== undefined,
      )
      return accept({ ...page, entries })
    },
  }),
]
