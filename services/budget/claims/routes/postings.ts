import * as z from 'zod'
import type { Month } from '#shared/calendar/day.ts'
import { id, month, signedAmount } from '#shared/contracts/fields.ts'
import { settledClaim } from '#shared/contracts/settlement.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../../effects.ts'
import { cursorField, fundFields, fundFor, pageOf, readers } from '../../ledger/fields.ts'
import type { Posting } from '../postings.ts'
import { pagePostings } from '../postings.ts'
import { careLineOf } from '../rules/claims-entry.ts'
import type { LineOfCare } from '../rules/institution-lines.ts'
import { linesOfCare } from '../rules/institution-lines.ts'

const posting = settledClaim.extend({
  ...fundFields,
  month,
  bookedIn: month,
  entryId: z.string(),
  payable: signedAmount,
})

type PostingFilter = { readonly bookedIn?: Month | undefined; readonly line?: LineOfCare | undefined }

const isWanted = (claim: Posting, { bookedIn, line }: PostingFilter): boolean =>
  (bookedIn === undefined || claim.bookedIn === bookedIn) &&
  (line === undefined || (line === 'account-benefit' ? claim.account !== 0 : careLineOf(claim) === line))

/** The claims of institutions as they were posted: where the way down from a budget line ends. */
export const postingRoutes = ({ store }: Effects): Route[] => [
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
