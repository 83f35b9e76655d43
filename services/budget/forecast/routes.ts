import * as z from 'zod'
import { monthOf } from '#shared/calendar/day.ts'
import { month, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { executionIn } from '../execution/fund-execution.ts'
import { fundFields } from '../ledger/fields.ts'
import { fundOwner, readers } from '../ledger/fund-operations.ts'
import { readPeriods } from '../ledger/periods.ts'
import { budgetLines } from '../ledger/rules/chart.ts'
import { refuse } from '../refusals.ts'
import { historyThrough } from './read-history.ts'
import { forecastFund } from './rules/forecast-fund.ts'
import { methods } from './rules/methods.ts'

const error = z.strictObject(
  Object.fromEntries(methods.map((method) => [method, signedAmount])) as Record<
    (typeof methods)[number],
    typeof signedAmount
  >,
)

const forecastAnswer = z.strictObject({
  ...fundFields,
  through: month,
  lines: z.array(
    z.strictObject({
      line: z.enum(budgetLines),
      kind: z.enum(['income', 'expenditure']),
      method: z.enum(methods).meta({ description: 'the one that erred least on the past of the line' }),
      beatsNaive: z.boolean().meta({ description: 'whether it erred less than both naive forecasts' }),
      errors: error.meta({ description: 'mean absolute error of each method on the past' }),
      tested: z.int(),
      coverage: z.number().nullable().meta({ description: 'share of what came that lay in the interval' }),
      months: z.array(z.strictObject({ month, amount: signedAmount, low: signedAmount, high: signedAmount })),
    }),
  ),
  months: z.array(
    z.strictObject({
      month,
      income: signedAmount,
      expenditure: signedAmount,
      balance: signedAmount,
      monthsPayable: z.number().nullable(),
    }),
  ),
})

/** Forecasting a fund month by month. */
export const forecastRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/forecasts',
    summary:
      'Forecasts a fund line by line to two years, each by the method that erred least on its past, with an interval; months before its books may be given. Nothing is recorded.',
    scopes: readers,
    owner: fundOwner('body'),
    body: z.strictObject({
      ...fundFields,
      through: month.meta({ description: 'the last month of the history' }),
      months: z.int().min(1).max(24).default(24),
      earlier: z
        .array(z.strictObject({ month, amounts: z.partialRecord(z.enum(budgetLines), signedAmount) }))
        .max(120)
        .default([]),
    }),
    answer: forecastAnswer,
    refusals: [
      'forecast.month-open',
      'forecast.month-twice',
      'forecast.too-short',
      'forecast.gap',
      'forecast.has-books',
      'policy.missing',
    ],
    handle: async ({ body: { through, months: steps, earlier, ...fund }, today }) => {
      // A month to come would be a month of nothing, and a short history long.
      if (through >= monthOf(today))
        return refuse('forecast.month-open', { field: 'through', figures: { month: through } })
      const year = Number(through.slice(0, 4))
      const periods = await readPeriods(effects.store, fund, `${year}-14`)
      const history = historyThrough(periods, earlier, through)
      if (history.status === 'refused') return history
      const { closing } = await executionIn(effects, fund, { year, wanted: through, periods })
      const forecast = forecastFund(history.value, { balance: closing, steps })
      return accept(forecastAnswer.parse({ ...fund, through, ...forecast }))
    },
  }),
]
