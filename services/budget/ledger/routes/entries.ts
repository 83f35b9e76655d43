import * as z from 'zod'
import type { Month } from '#shared/calendar/day.ts'
import { day, id, month, signedAmount } from '#shared/contracts/fields.ts'
import { settledClaim } from '#shared/contracts/settlement.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { careLineOf } from '../../claims/rules/claims-entry.ts'
import type { LineOfCare } from '../../claims/rules/institution-lines.ts'
import { linesOfCare } from '../../claims/rules/institution-lines.ts'
import type { Effects } from '../../effects.ts'
import { cursorField, fundFields, fundFor, pageOf, period, readers } from '../fields.ts'
import type { Posting } from '../journal.ts'
import { pageEntries, pagePostings } from '../journal.ts'
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

const posting = settledClaim.extend({
  ...fundFields,
  month,
  bookedIn: month,
  entryId: z.string(),
  payable: signedAmount,
})

type Wanted = { readonly bookedIn?: Month | undefined; readonly line?: LineOfCare | undefined }

const isWanted = (claim: Posting, { bookedIn, line }: Wanted): boolean =>
  (bookedIn === undefined || claim.bookedIn === bookedIn) &&
  (line === undefined || (line === 'account-benefit' ? claim.account !== 0 : careLineOf(claim) === line))

/** The books: entries by period, claims by institution. */
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
  defineRoute({
    method: 'GET',
    path: '/v1/budget/postings',
    summary: "An institution's claims of a month as they were posted to the ledger.",
    scopes: readers,
    query: z.strictObject({
      ...fundFields,
      month,
      institution: id,
      /** Only those booked in this month. */
      bookedIn: month.optional(),
      /** Only those of this line. */
      line: z.enum(linesOfCare).optional(),
      ...cursorField,
    }),
    answer: z.strictObject({ postings: z.array(posting), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      const fund = fundFor(caller, query)
      const page = pageOf(query.cursor)
      const found = await pagePostings(store, fund, query.month, query.institution, page)
      const postings = found.postings.filter((each) => isWanted(each, query))
      return { status: 200, body: { ...found, postings } }
    },
  }),
]
