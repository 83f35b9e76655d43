import * as z from 'zod'
import { statedBalance, statedLine } from '#shared/contracts/contribution.ts'
import { city, day, month, scheme, signedAmount, yearInText } from '#shared/contracts/fields.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { fundOwner, readers } from '../ledger/fund-operations.ts'
import { accounts } from '../ledger/rules/chart.ts'
import { refuse } from '../refusals.ts'
import { readMonthStatements } from './read-month-statements.ts'
import type { WhyDifferent } from './rules/statement-words.ts'
import { reasonsOfDifference, wordsOf } from './rules/statement-words.ts'
import { monthStatementSheet, summaryOf, yearOfStatementsSheet } from './statement-sheets.ts'

const words = { zh: z.string(), en: z.string() }
const reasons = Object.keys(reasonsOfDifference) as [WhyDifferent, ...WhyDifferent[]]

const statement = z.strictObject({
  ...{ city, scheme, month, revision: z.int().min(1), statedOn: day },
  lines: z.array(statedLine.extend(words)),
  balances: z
    .array(statedBalance)
    .meta({ description: 'what each payer had open: opening + issued − received − taken off = closing' }),
  accounts: z.array(
    z.strictObject({
      ...{ account: z.enum(accounts), chinese: z.string() },
      ...{ stated: signedAmount, booked: signedAmount },
      bookedElsewhere: signedAmount.meta({ description: 'of the month, and booked in another' }),
      ofOtherMonths: signedAmount.meta({ description: 'of other months, and booked in this one' }),
      byHand: signedAmount.meta({ description: 'moved in the month by any other entry' }),
      inLedger: signedAmount.meta({
        description: 'what moved in the ledger’s month: booked − bookedElsewhere + ofOtherMonths + byHand',
      }),
    }),
  ),
  differences: z.array(
    z.strictObject({
      ...{ line: z.string(), amount: signedAmount, why: z.enum(reasons), isExplained: z.boolean() },
      ...{ month: month.optional(), ...words },
    }),
  ),
  isTied: z.boolean(),
})

const summary = z.strictObject({
  ...{ month, revision: z.int().min(1), statedOn: day },
  ...{ opening: signedAmount, issued: signedAmount, received: signedAmount, takenOff: signedAmount },
  ...{ closing: signedAmount, suspense: signedAmount, interest: signedAmount, swept: signedAmount },
  ...{ isTied: z.boolean(), untied: z.int().min(0) },
})

const format = z.enum(sheetFormats).default('json')

/** Months of contributions, as they were stated and as the ledger has them. */
export const monthStatementRoutes = ({ store }: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/month-statements/{city}/{scheme}/{month}',
    summary:
      'A month of contributions, tied to the ledger to the fen: bills, receipts, refunds, write-offs, suspense, interest and sweeps as stated, what is booked of each, and every difference by name.',
    scopes: readers,
    params: z.object({ city, scheme, month }),
    owner: fundOwner('params'),
    query: z.strictObject({ format }),
    answer: statement,
    downloads: sheetTypes,
    refusals: ['month-statement.unknown'],
    handle: async ({ params, query }) => {
      const { month: during, ...fund } = params
      const [found] = await readMonthStatements(store, fund, { from: during, to: during })
      if (!found) return refuse('month-statement.unknown', { field: 'month', figures: { month: during } })
      if (query.format !== 'json')
        return accept(
          downloadOf(
            monthStatementSheet(found),
            query.format,
            `month-statement-${fund.city}-${fund.scheme}-${during}`,
          ),
        )
      const { revision, statedOn, lines, balances } = found.stated
      return accept({
        ...{ ...fund, month: during, revision, statedOn },
        lines: lines.map((line) => ({ ...line, ...wordsOf(line) })),
        balances: [...balances],
        accounts: found.tie.accounts.map((each) => ({ ...each })),
        differences: found.tie.differences.map((each) => ({ ...each })),
        isTied: found.tie.isTied,
      })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/month-statements',
    summary:
      'The months of a year of a fund as they were stated, a row each: at most twelve, each held against the ledger as it stands now.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ city, scheme, year: yearInText, format }),
    answer: z.strictObject({ months: z.array(summary).max(12) }),
    downloads: sheetTypes,
    refusals: [],
    handle: async ({ query: { year, format: wanted, ...fund } }) => {
      const found = await readMonthStatements(store, fund, { from: `${year}-01`, to: `${year}-12` })
      return accept(
        wanted === 'json'
          ? { months: found.map(summaryOf) }
          : downloadOf(
              yearOfStatementsSheet(found),
              wanted,
              `month-statements-${fund.city}-${fund.scheme}-${year}`,
            ),
      )
    },
  }),
]
