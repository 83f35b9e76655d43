import * as z from 'zod'
import { warningRaised } from '#shared/contracts/budget.ts'
import { month, signedAmount } from '#shared/contracts/fields.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { pageWarnings } from '../../adapters/warnings.ts'
import { budgetLines } from '../../domain/ledger/chart.ts'
import type { Effects } from '../../effects.ts'
import { fundExecution } from '../fund-execution.ts'
import { fundYearFields, fundYearFor, pageOf, readers } from './shared-fields.ts'

const totals = {
  opening: signedAmount,
  income: signedAmount,
  expenditure: signedAmount,
  current: signedAmount,
  closing: signedAmount,
}

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
})

const executionAnswer = z.strictObject({
  ...fundYearFields,
  through: month,
  ...totals,
  lines: z.array(executedLine),
  account: z.strictObject(totals),
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

/** A fund's year as it is executed. */
export const executionRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/budget/execution/{city}/{scheme}/{year}',
    summary:
      "Each budget line beside what was executed, the pooled fund's balance (personal accounts apart), pace and warnings.",
    scopes: readers,
    query: z.strictObject({ through: month.optional() }),
    answer: executionAnswer,
    problems: ['execution.other-year', 'policy.missing'],
    handle: async ({ caller, params, query }) => {
      const { fund, year } = fundYearFor(caller, params)
      if (query.through !== undefined && !query.through.startsWith(`${year}-`))
        throw problem(422, 'execution.other-year', `${query.through} is no month of ${year}`, 'through')
      const execution = await fundExecution(effects, fund, year, query.through)
      const { warnings } = await pageWarnings(effects.store, fund.city, pageOf(undefined))
      const own = warnings.filter(({ scheme, on }) => scheme === fund.scheme && on.startsWith(`${year}-`))
      return { status: 200, body: { ...fund, year, ...execution, warnings: own } }
    },
  }),
]
