import * as z from 'zod'
import { yearOf } from '#shared/calendar/day.ts'
import { day, month, signedAmount } from '#shared/contracts/fields.ts'
import type { Sheet, SheetFormat } from '#shared/edge/files/sheet.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Download, Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { booksFields, fundFields, fundYearFields, period } from '../../ledger/fields.ts'
import { fundOwner, fundParams, readers } from '../../ledger/fund-operations.ts'
import { readPeriods } from '../../ledger/periods.ts'
import { accountClasses, accounts, budgetLines } from '../../ledger/rules/chart.ts'
import type { Books } from '../../ledger/rules/fund.ts'
import { addMovements, imbalanceOf } from '../../ledger/rules/movements.ts'
import { lastPeriodOf } from '../../ledger/rules/period.ts'
import { trialBalance } from '../../ledger/rules/trial-balance.ts'
import { signedTotals } from '../../planning/fields.ts'
import { balanceSheet } from '../rules/balance-sheet.ts'
import { incomeStatement } from '../rules/income-statement.ts'
import { balanceSheetSheet, incomeSheet, trialBalanceSheet } from '../statement-sheets.ts'

/** The gateway adds a `proxy` parameter of its own. */
const fundYearParams = z.object(fundParams)

const format = { format: z.enum(sheetFormats).default('json') }

const trialRow = z.strictObject({
  account: z.enum(accounts),
  chinese: z.string(),
  class: z.enum(accountClasses),
  before: signedAmount,
  moved: signedAmount,
  balance: signedAmount,
})

const poolStatement = z.strictObject({
  lines: z.array(
    z.strictObject({
      line: z.enum(budgetLines),
      chinese: z.string(),
      kind: z.enum(['income', 'expenditure']),
      month: signedAmount,
      year: signedAmount,
    }),
  ),
  month: signedTotals,
  year: signedTotals,
})

const sides = { yearStart: signedAmount, end: signedAmount }
const balanceRows = z.array(z.strictObject({ account: z.enum(accounts), chinese: z.string(), ...sides }))

const monthClose = z.strictObject({
  period,
  entries: z.int(),
  imbalance: signedAmount,
  closedOn: day.nullable(),
  closedBy: z.string().nullable(),
})

const trialBalanceAnswer = z.strictObject({
  ...booksFields,
  month: period,
  rows: z.array(trialRow),
  imbalance: signedAmount,
})

const incomeStatementAnswer = z.strictObject({
  ...fundFields,
  month,
  pooled: poolStatement,
  account: poolStatement,
})

const balanceSheetAnswer = z.strictObject({
  ...fundFields,
  month,
  assets: balanceRows,
  liabilities: balanceRows,
  balances: balanceRows,
  totals: z.strictObject({
    assets: z.strictObject(sides),
    liabilities: z.strictObject(sides),
    balances: z.strictObject(sides),
  }),
})

const monthClosesAnswer = z.strictObject({ ...fundYearFields, periods: z.array(monthClose) })

/** A statement as it was asked for: as JSON, or as a file of its sheet. */
const answerAs = <Body extends object>(
  wanted: SheetFormat,
  name: string,
  body: Body,
  sheet: () => Sheet,
): Decision<Body | Download> => accept(wanted === 'json' ? body : downloadOf(sheet(), wanted, name))

const nameOf = (statement: string, { city, scheme }: Books, month: string) =>
  `${statement}-${city}-${scheme}-${month}`

const trialBalanceOfPeriod = ({ store }: Effects) =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/trial-balance',
    summary:
      'The trial balance of a fund and period, or of what the province keeps for cities; debits are positive and the sum of all balances is nil.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ ...booksFields, month: period, ...format }),
    answer: trialBalanceAnswer,
    downloads: sheetTypes,
    refusals: [],
    handle: async ({ query }) => {
      const fund = { city: query.city, scheme: query.scheme }
      const periods = await readPeriods(store, fund, query.month)
      const own = periods.filter((each) => each.period === query.month)
      const before = periods.filter((each) => each.period !== query.month)
      const movementsOf = (some: typeof periods) => addMovements(...some.map(({ movements }) => movements))
      const balance = trialBalance(movementsOf(before), movementsOf(own))
      const body = trialBalanceAnswer.parse({ ...fund, month: query.month, ...balance })
      const name = nameOf('trial-balance', fund, query.month)
      return answerAs(query.format, name, body, () => trialBalanceSheet(balance))
    },
  })

const incomeStatementOfMonth = ({ store }: Effects) =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/income-statement',
    summary: 'The statement of income and expenditure of a fund: a month, and the year through it.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ ...fundFields, month, ...format }),
    answer: incomeStatementAnswer,
    downloads: sheetTypes,
    refusals: [],
    handle: async ({ query }) => {
      const fund = { city: query.city, scheme: query.scheme }
      const periods = await readPeriods(store, fund, lastPeriodOf(query.month))
      const statement = incomeStatement(periods, yearOf(query.month), query.month)
      const body = incomeStatementAnswer.parse({ ...fund, month: query.month, ...statement })
      const name = nameOf('income-statement', fund, query.month)
      return answerAs(query.format, name, body, () => incomeSheet(statement))
    },
  })

const balanceSheetOfMonth = ({ store }: Effects) =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/balance-sheet',
    summary: 'The balance sheet of a fund at the end of a month, beside the beginning of its year.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ ...fundFields, month, ...format }),
    answer: balanceSheetAnswer,
    downloads: sheetTypes,
    refusals: [],
    handle: async ({ query }) => {
      const fund = { city: query.city, scheme: query.scheme }
      const periods = await readPeriods(store, fund, lastPeriodOf(query.month))
      const sheet = balanceSheet(periods, query.month)
      const body = balanceSheetAnswer.parse({ ...fund, month: query.month, ...sheet })
      const name = nameOf('balance-sheet', fund, query.month)
      return answerAs(query.format, name, body, () => balanceSheetSheet(sheet))
    },
  })

const monthClosesOfYear = ({ store }: Effects) =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/month-closes/{city}/{scheme}/{year}',
    summary:
      "Which of a year's periods are closed, since when and by which run; what is not may still be booked into.",
    scopes: readers,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: monthClosesAnswer,
    refusals: [],
    handle: async ({ params: { year, ...fund } }) => {
      const periods = (await readPeriods(store, fund, `${year}-14`))
        .filter((each) => yearOf(each.period) === year)
        .map(({ period: of, entries, closedOn, closedBy, movements }) => ({
          ...{ period: of, entries, closedOn, closedBy },
          imbalance: imbalanceOf(movements),
        }))
      return accept(monthClosesAnswer.parse({ ...fund, year, periods }))
    },
  })

/** What accountants read: trial balance, the two statutory statements, and which periods are closed. */
export const accountRoutes = (effects: Effects): Operation[] => [
  trialBalanceOfPeriod(effects),
  incomeStatementOfMonth(effects),
  balanceSheetOfMonth(effects),
  monthClosesOfYear(effects),
]
