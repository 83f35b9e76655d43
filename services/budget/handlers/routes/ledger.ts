import * as z from 'zod'
import { day, id, month, signedAmount } from '#shared/contracts/fields.ts'
import { settledClaim } from '#shared/contracts/settlement.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { pageEntries, pagePostings } from '../../adapters/journal.ts'
import { readPeriods } from '../../adapters/periods.ts'
import { accounts } from '../../domain/ledger/chart.ts'
import { entryReasons } from '../../domain/ledger/journal-entry.ts'
import { addMovements } from '../../domain/ledger/movements.ts'
import { trialBalance } from '../../domain/ledger/trial-balance.ts'
import type { Effects } from '../../effects.ts'
import { cursorField, fundFields, fundFor, pageOf, readers } from './shared-fields.ts'

/** A month, or one of the two closing periods after December. */
const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-4])$/, 'not a period, YYYY-01 to YYYY-14')

const row = z.strictObject({
  account: z.enum(accounts),
  chinese: z.string(),
  class: z.enum(['asset', 'liability', 'balance', 'income', 'expenditure']),
  before: signedAmount,
  moved: signedAmount,
  balance: signedAmount,
})

const entry = z.strictObject({
  entryId: z.string(),
  fund: z.strictObject(fundFields),
  month: period,
  belongsTo: month.optional(),
  reason: z.enum(entryReasons),
  on: day,
  source: z.string(),
  movements: z.partialRecord(z.enum(accounts), signedAmount),
})

const posting = settledClaim.extend({
  ...fundFields,
  month,
  bookedIn: month,
  entryId: z.string(),
  payable: signedAmount,
})

/** The books: balances by account, entries by period, claims by institution. */
export const ledgerRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/budget/trial-balance',
    summary:
      'The trial balance of a fund and period; debits are positive and the sum of all balances is nil.',
    scopes: readers,
    query: z.strictObject({ ...fundFields, month: period }),
    answer: z.strictObject({ ...fundFields, month: period, rows: z.array(row), imbalance: signedAmount }),
    problems: [],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      const periods = await readPeriods(store, fund, query.month)
      const own = periods.filter((each) => each.period === query.month)
      const before = periods.filter((each) => each.period !== query.month)
      const movementsOf = (some: typeof periods) => addMovements(...some.map(({ movements }) => movements))
      const balance = trialBalance(movementsOf(before), movementsOf(own))
      return { status: 200, body: { ...fund, month: query.month, ...balance } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/journal',
    summary: 'The journal entries booked in a period of a fund.',
    scopes: readers,
    query: z.strictObject({ ...fundFields, month: period, ...cursorField }),
    answer: z.strictObject({ entries: z.array(entry), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      return { status: 200, body: await pageEntries(store, fund, query.month, pageOf(query.cursor)) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/postings',
    summary: "An institution's claims of a month as they were posted to the ledger.",
    scopes: readers,
    query: z.strictObject({ ...fundFields, month, institution: id, ...cursorField }),
    answer: z.strictObject({ postings: z.array(posting), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      const page = pageOf(query.cursor)
      return { status: 200, body: await pagePostings(store, fund, query.month, query.institution, page) }
    },
  }),
]
