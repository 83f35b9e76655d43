import * as z from 'zod'
import { warningRaised } from '#shared/contracts/budget.ts'
import { id, month, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { pageInstitutionsOnLine } from '../../claims/institution-lines.ts'
import type { LineOfCare } from '../../claims/rules/institution-lines.ts'
import { linesOfCare } from '../../claims/rules/institution-lines.ts'
import type { Effects } from '../../effects.ts'
import { fundYearFields } from '../../ledger/fields.ts'
import { cursorField, fundOwner, fundParams, pageOf, readers } from '../../ledger/fund-operations.ts'
import type { BudgetLine } from '../../ledger/rules/chart.ts'
import { budgetLines } from '../../ledger/rules/chart.ts'
import { signedTotals } from '../../planning/fields.ts'
import { refuse } from '../../refusals.ts'
import { fundExecution } from '../fund-execution.ts'
import { pageWarnings } from '../raised-log.ts'
import { forecastMethods } from '../rules/forecast.ts'
import { toldFigures } from '../told-figures.ts'

/** The gateway adds a `proxy` parameter of its own. */
const fundYearParams = z.object(fundParams)

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
  elsewhere: signedAmount,
  levies: signedAmount,
  total: signedAmount,
})

const institutionOnLine = z.strictObject({
  institution: id,
  treatedIn: z.string().optional(),
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
  /** What the quarter of `through` brought the pooled fund so far, from its first month. */
  quarter: z.strictObject({
    from: month,
    income: signedAmount,
    expenditure: signedAmount,
    current: signedAmount,
  }),
  /** What the months cost by the year it belongs to; the months payable are of it. */
  cost: signedAmount,
  monthsPayable: z.number().nullable(),
  pace: z.strictObject({ spent: z.number(), seasonal: z.number(), ahead: z.number() }).nullable(),
  claims: z.strictObject({
    settled: z.int(),
    reversed: z.int(),
    cost: signedAmount,
    inScope: signedAmount,
  }),
  warnings: z.array(warningRaised.data.extend({ figures: toldFigures })),
})

const lineAnswer = z.strictObject({
  ...fundYearFields,
  line: z.enum(linesOfCare),
  month,
  institutions: z.array(institutionOnLine),
  ...cursorField,
})

const requireMonthOf = (year: number, month: string, field: string): Decision<string> =>
  month.startsWith(`${year}-`)
    ? accept(month)
    : refuse('execution.other-year', { field, figures: { month, year } })

const isLineOfCare = (line: BudgetLine): line is LineOfCare => linesOfCare.some((each) => each === line)

/** A fund's year as it is executed, and the way down from a line. */
export const executionRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/execution/{city}/{scheme}/{year}',
    summary:
      'Each budget line beside what was executed, is still owed and is forecast; balances, pace and warnings.',
    scopes: readers,
    params: fundYearParams,
    owner: fundOwner('params'),
    query: z.strictObject({ through: month.optional() }),
    answer: executionAnswer,
    refusals: ['execution.other-year', 'policy.missing'],
    handle: async ({ params: { year, ...fund }, query: { through } }) => {
      const within = through === undefined ? accept(undefined) : requireMonthOf(year, through, 'through')
      if (within.status === 'refused') return within
      const execution = await fundExecution(effects, fund, year, through)
      const { warnings } = await pageWarnings(effects.store, fund.city, pageOf(undefined))
      const own = warnings.filter(({ scheme, on }) => scheme === fund.scheme && on.startsWith(`${year}-`))
      return accept(executionAnswer.parse({ ...fund, year, ...execution, warnings: own }))
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/execution/{city}/{scheme}/{year}/lines/{line}',
    summary:
      'The institutions whose claims moved a line of care in a month; the postings of each lead on to the claims.',
    scopes: readers,
    params: fundYearParams.extend({ line: z.enum(budgetLines) }),
    owner: fundOwner('params'),
    query: z.strictObject({ month, ...cursorField }),
    answer: lineAnswer,
    refusals: ['execution.other-year', 'execution.no-institutions', 'cursor.unreadable'],
    handle: async ({ params: { year, line, ...fund }, query }) => {
      const within = requireMonthOf(year, query.month, 'month')
      if (within.status === 'refused') return within
      if (!isLineOfCare(line))
        return refuse('execution.no-institutions', { field: 'line', figures: { line } })
      const wanted = { month: query.month, line }
      const found = await pageInstitutionsOnLine(effects.store, fund, wanted, pageOf(query.cursor))
      return accept(lineAnswer.parse({ ...fund, year, ...wanted, ...found }))
    },
  }),
]
