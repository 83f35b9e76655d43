import * as z from 'zod'
import type { Month } from '#shared/calendar/day.ts'
import { id, month, signedAmount } from '#shared/contracts/fields.ts'
import { settledClaim } from '#shared/contracts/settlement.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields } from '../../ledger/fields.ts'
import { cursorField, institutionOwner, pageOf, readers } from '../../ledger/fund-operations.ts'
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
  /** The place of care that is owed it; absent where the fund pays the institution. */
  owedTo: z.string().optional(),
})

/** Each claim shows a person, and so many looks are traced at once. */
const claimsOnPage = 100

type PostingFilter = { readonly bookedIn?: Month | undefined; readonly line?: LineOfCare | undefined }

const isWanted = (claim: Posting, { bookedIn, line }: PostingFilter): boolean =>
  (bookedIn === undefined || claim.bookedIn === bookedIn) &&
  (line === undefined || (line === 'account-benefit' ? claim.account !== 0 : careLineOf(claim) === line))

/** The claims of institutions as they were posted: where the way down from a budget line ends. */
export const postingRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/postings',
    summary:
      "An institution's claims of a month as they were posted to the ledger. An institution sees its own.",
    scopes: [...readers, 'institution'],
    owner: institutionOwner('query'),
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
    refusals: ['cursor.unreadable'],
    persons: (_, { postings }) => postings.flatMap(({ medical }) => (medical ? [medical.personId] : [])),
    handle: async ({ query }) => {
      const fund = { city: query.city, scheme: query.scheme }
      const page = { ...pageOf(query.cursor), limit: claimsOnPage }
      const found = await pagePostings(store, fund, query.month, query.institution, page)
      const postings = found.postings.filter((each) => isWanted(each, query))
      return accept({ ...found, postings })
    },
  }),
]
