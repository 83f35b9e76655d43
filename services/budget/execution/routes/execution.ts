import * as z from 'zod'
import { warningRaised } from '#shared/contracts/budget.ts'
import { id, month, signedAmount } from '#shared/contracts/fields.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { pageInstitutionsOnLine } from '../../claims/institution-lines.ts'
import { linesOfCare } from '../../claims/rules/institution-lines.ts'
import type { Effects } from '../../effects.ts'
import { cursorField, fundYearFields, fundYearFor, pageOf, readers } from '../../ledger/fields.ts'
import { budgetLines } from '../../ledger/rules/chart.ts'
import { signedTotals } from '../../planning/fields.ts'
import { fundExecution } from '../fund-execution.ts'
import { forecastMethods } from '../rules/forecast.ts'
import { pageWarnings } from '../store.ts'

const executedLine = z.strictObject({
  line: z.enum(budgetLines),
  chinese: z.string(),
  kind: z.enum(['income', 'expenditure']),
  pool: z.enum(['pooled', 'account']),
  budget: signedAmount,
  executed: signedAmount,
  remaining: signedAmount,
  share: z.number().nullable(),
  seasonalShare: z.number(),
  committed: signedAmount,
  forecast: z.strictObject({ amount: signedAmount, method: z.enum(forecastMethods) }),
})

const owed = z.strictObject({
  unsettled: signedAmount,
  ordered: signedAmount,
  suspended: signedAmount,
  deposits: signedAmount,
  levies: signedAmount,
  total: signedAmount,
})

const institutionOnLine = z.strictObject({
  institution: id,
  amount: signedAmount,
  claims: z.int(),
  reversals: z.int(),
  claimMonths: z.array(month),
})

const executionAnswer = z.strictObject({
  ...fundYearFields,
  through: month,
  ...signedTotals.shape,
  lines: z.array(executedLine),
  account: signedTotals,
  owed,
  forecast: signedTotals,
  monthsPayable: z.number().nullable(),
  pace: z.strictObject({ spent: z.number(), seasonal: z.number(), ahead: z.number() }).nullable(),
  claims: z.strictObject({
    settled: z.int(),
    reversed: z.int(),
    cost: signedAmount,
    inScope: signedAmount,
  }),
  warnings: z.array(warningRaised.data),
})

const requireMonthOf = (year: number, wanted: string, field: string): void => {
  if (!wanted.startsWith(`${year}-`))
    throw problem(422, 'execution.other-year', `${wanted} is no month of ${year}`, field)
}

/** A fund's year as it is executed, and the way down from a line. */
export const executionRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/budget/execution/{city}/{scheme}/{year}',
    summary:
      'Each budget line beside what was executed, is still owed and is forecast; balances, pace and warnings.',
    scopes: readers,
    query: z.strictObject({ through: month.optional() }),
    answer: executionAnswer,
    problems: ['execution.other-year', 'policy.missing'],
    handle: async ({ caller, params, query }) => {
      const { fund, year } = fundYearFor(caller, params)
      if (query.through !== undefined) requireMonthOf(year, query.through, 'through')
      const execution = await fundExecution(effects, fund, year, query.through)
      const { warnings } = await pageWarnings(effects.store, fund.city, pageOf(undefined))
      const own = warnings.filter(({ scheme, on }) => scheme === fund.scheme && on.startsWith(`${year}-`))
      return { status: 200, body: { ...fund, year, ...execution, warnings: own } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/execution/{city}/{scheme}/{year}/lines/{line}',
    summary:
      'The institutions whose claims moved a line of care in a month; the postings of each lead on to the claims.',
    scopes: readers,
    query: z.strictObject({ month, ...cursorField }),
    answer: z.strictObject({
      ...fundYearFields,
      line: z.enum(linesOfCare),
      month,
      institutions: z.array(institutionOnLine),
      ...cursorField,
    }),
    problems: ['execution.other-year', 'execution.no-institutions', 'cursor.unreadable'],
    handle: async ({ caller, params, query }) => {
      const { fund, year } = fundYearFor(caller, params)
      requireMonthOf(year, query.month, 'month')
      const line = z.enum(linesOfCare).safeParse(params.line)
      if (!line.success)
        throw problem(404, 'execution.no-institutions', `${params.line} does not lead to institutions`)
      const wanted = { month: query.month, line: line.data }
      const found = await pageInstitutionsOnLine(effects.store, fund, wanted, pageOf(query.cursor))
      return { status: 200, body: { ...fund, year, ...wanted, ...found } }
    },
  }),
]
