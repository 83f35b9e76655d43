import * as z from 'zod'
import { day, signedAmount } from '#shared/contracts/fields.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields, fundYearFields } from '../../ledger/fields.ts'
import { actors, fundOwner, readers } from '../../ledger/fund-operations.ts'
import { readPeriods } from '../../ledger/periods.ts'
import { budgetLines } from '../../ledger/rules/chart.ts'
import { budgetAnswer, signedTotals } from '../../planning/fields.ts'
import { approvalRefusals, approvedStep, fundYearParams, signedStep } from '../../planning/routes/steps.ts'
import { budgetStates } from '../../planning/rules/budget.ts'
import { readBudget } from '../../planning/store.ts'
import { approveFinalAccounts, finalAccounts, reviewFinalAccounts } from '../rules/final-accounts.ts'
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

const finalAccountsAnswer = z.strictObject({
  fund: z.strictObject(fundFields),
  year: fundYearFields.year,
  status: z.enum(budgetStates),
  closedOn: day,
  lines: z.array(line),
  pooled: signedTotals,
  account: signedTotals,
})

const base = '/v1/budget/final-accounts/{city}/{scheme}/{year}'

const changedBy = ({ city, scheme, year }: z.output<typeof fundYearParams>) =>
  ['budgets', 'final-accounts'].map((record) => `/v1/budget/${record}/${city}/${scheme}/${year}`)

/** What a closed year came to, beside its budget. */
export const finalAccountRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: base,
    summary:
      "A closed year's final accounts from the ledger: each line beside its first and its adjusted budget.",
    scopes: readers,
    params: fundYearParams,
    owner: fundOwner('params'),
    query: z.strictObject({ format: z.enum(sheetFormats).default('json') }),
    answer: finalAccountsAnswer,
    downloads: sheetTypes,
    refusals: ['final-accounts.year-open'],
    handle: async ({ params: { year, ...fund }, query: { format } }) => {
      const { budget } = await readBudget(effects.store, fund, year)
      const decision = finalAccounts(budget, await readPeriods(effects.store, fund, `${year}-13`))
      if (decision.status === 'refused') return decision
      const { value } = decision
      const name = `final-accounts-${fund.city}-${fund.scheme}-${year}`
      return accept(
        format === 'json'
          ? finalAccountsAnswer.parse(value)
          : downloadOf(finalAccountsSheet(value), format, name),
      )
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${base}/review`,
    summary: "Reviews a closed year's final accounts, by another than who compiled its budget.",
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: budgetAnswer,
    refusals: [
      'budget.unknown',
      'final-accounts.year-open',
      'budget.maker-is-checker',
      'budget.changed-meanwhile',
    ],
    changes: ({ params }) => changedBy(params),
    handle: signedStep(effects, reviewFinalAccounts),
  }),
  defineOperation({
    method: 'POST',
    path: `${base}/approval`,
    summary: "The province approves a closed year's reviewed final accounts, by a third person.",
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: budgetAnswer,
    refusals: [
      'budget.unknown',
      'final-accounts.year-open',
      ...approvalRefusals,
      'final-accounts.overrun',
      'budget.changed-meanwhile',
    ],
    changes: ({ params }) => changedBy(params),
    handle: async (asked) => {
      const { year, ...fund } = asked.params
      const periods = await readPeriods(effects.store, fund, `${year}-13`)
      const approve = approvedStep(effects, (signed, state) => approveFinalAccounts(signed, state, periods))
      return approve(asked)
    },
  }),
]
