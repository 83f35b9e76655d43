import * as z from 'zod'
import { day, signedAmount } from '#shared/contracts/fields.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import { refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../../effects.ts'
import { actors, fundFields, fundYearFields, fundYearFor, readers } from '../../ledger/fields.ts'
import { readPeriods } from '../../ledger/periods.ts'
import { budgetLines } from '../../ledger/rules/chart.ts'
import { answerOf, budgetAnswer, change, missing, signedTotals } from '../../planning/fields.ts'
import { budgetStates } from '../../planning/rules/budget.ts'
import { readBudget } from '../../planning/store.ts'
import { approveFinalAccounts, finalAccounts } from '../rules/final-accounts.ts'
import { finalAccountsSheet } from '../statement-sheets.ts'

const line = z.strictObject({
  line: z.enum(budgetLines),
  chinese: z.string(),
  kind: z.enum(['income', 'expenditure']),
  pool: z.enum(['pooled', 'account']),
  budget: signedAmount,
  adjusted: signedAmount,
  final: signedAmount,
  difference: signedAmount,
  share: z.number().nullable(),
})

const base = '/v1/budget/final-accounts/{city}/{scheme}/{year}'

/** What a closed year came to, beside its budget. */
export const finalAccountRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: base,
    summary:
      "A closed year's final accounts from the ledger: each line beside its first and its adjusted budget.",
    scopes: readers,
    query: z.strictObject({ format: z.enum(sheetFormats).default('json') }),
    answer: z.strictObject({
      fund: z.strictObject(fundFields),
      year: fundYearFields.year,
      status: z.enum(budgetStates),
      closedOn: day,
      lines: z.array(line),
      pooled: signedTotals,
      account: signedTotals,
    }),
    downloads: sheetTypes,
    problems: ['final-accounts.year-open'],
    handle: async ({ caller, params, query }) => {
      const { fund, year } = fundYearFor(caller, params)
      const { budget } = await readBudget(effects.store, fund, year)
      const decision = finalAccounts(budget, await readPeriods(effects.store, fund, `${year}-13`))
      if (decision.status === 'refused') throw refused(decision.refusal, 409)
      const name = `final-accounts-${fund.city}-${fund.scheme}-${year}`
      const body =
        query.format === 'json'
          ? { ...decision.value, status: budget?.status }
          : downloadOf(finalAccountsSheet(decision.value), query.format, name)
      return { status: 200, body }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/approval`,
    summary: "Approves a closed year's final accounts, by another than who compiled its budget.",
    scopes: actors,
    answer: budgetAnswer,
    problems: [
      'budget.unknown',
      'final-accounts.year-open',
      'budget.maker-is-checker',
      'budget.changed-meanwhile',
    ],
    handle: async ({ caller, params, today }) => {
      const { fund, year } = fundYearFor(caller, params)
      const budget = await change(effects, fund, year, (state) => {
        if (!state) throw missing(year)
        return approveFinalAccounts({ by: caller.subject, on: today }, state)
      })
      return { status: 200, body: answerOf(budget) }
    },
  }),
]
