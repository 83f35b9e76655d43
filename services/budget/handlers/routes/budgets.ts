import * as z from 'zod'
import { amount, city, day, fundYear, scheme, signedAmount } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { readBudget, saveBudget } from '../../adapters/budgets.ts'
import { approveBudget, reviewBudget } from '../../domain/budget/approve-budget.ts'
import type { Budget, Signature } from '../../domain/budget/budget.ts'
import { compileBudget } from '../../domain/budget/compile-budget.ts'
import { poolTotals } from '../../domain/budget/totals.ts'
import type { Fund } from '../../domain/fund.ts'
import { expenditureLines, incomeLines } from '../../domain/ledger/chart.ts'
import type { Effects } from '../../effects.ts'
import { actors, fundFor, fundYearFields, fundYearFor, readers } from './shared-fields.ts'

const budgetBody = z.strictObject({
  ...fundYearFields,
  openingBalance: signedAmount,
  accountOpeningBalance: signedAmount.default(0),
  income: z.partialRecord(z.enum(incomeLines), amount),
  expenditure: z.partialRecord(z.enum(expenditureLines), amount),
  exemption: z.strictObject({ reason: z.string().min(10).max(500) }).optional(),
})

const totals = z.strictObject({
  opening: signedAmount,
  income: amount,
  expenditure: amount,
  current: signedAmount,
  closing: signedAmount,
})
const signature = z.strictObject({ by: z.string(), on: day })

const budgetAnswer = z.strictObject({
  fund: z.strictObject({ city, scheme }),
  year: fundYear,
  status: z.enum(['compiled', 'reviewed', 'approved']),
  table: budgetBody.pick({
    openingBalance: true,
    accountOpeningBalance: true,
    income: true,
    expenditure: true,
  }),
  totals: z.strictObject({ pooled: totals, account: totals }),
  exemption: z.strictObject({ reason: z.string(), grantedBy: z.string(), grantedOn: day }).optional(),
  compiled: signature,
  reviewed: signature.optional(),
  approved: signature.optional(),
})

const answerOf = (budget: Budget) => ({
  ...budget,
  totals: { pooled: poolTotals(budget.table, 'pooled'), account: poolTotals(budget.table, 'account') },
})

/** Only the province can consent to a deficit. */
const exemptionOf = (caller: Caller, body: z.output<typeof budgetBody>, signed: Signature) => {
  if (!body.exemption) return {}
  if (!caller.scopes.includes('province'))
    throw problem(
      403,
      'budget.exemption-not-provincial',
      'only the province grants an exemption',
      'exemption',
    )
  return { exemption: { reason: body.exemption.reason, grantedBy: signed.by, grantedOn: signed.on } }
}

/** Loads a budget, decides, and saves what was decided. */
const change = async (
  { store }: Effects,
  fund: Fund,
  year: number,
  decide: (state: Budget | undefined) => Decision<Budget>,
): Promise<Budget> => {
  const { budget, version } = await readBudget(store, fund, year)
  const decision = decide(budget)
  if (decision.status === 'refused') throw refused(decision.refusal)
  if (decision.value === budget || (await saveBudget(store, decision.value, version))) return decision.value
  throw problem(409, 'budget.changed-meanwhile', 'the budget was changed by someone else; read it again')
}

const missing = (year: number) => problem(404, 'budget.unknown', `no budget was compiled for ${year}`)

const steps = [
  { step: 'review', decide: reviewBudget, summary: 'Reviews a compiled budget.' },
  {
    step: 'approval',
    decide: approveBudget,
    summary: 'Approves a reviewed budget; it is executed from then on.',
  },
] as const

/** Compiling, reviewing and approving a fund year's budget. */
export const budgetRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/budgets',
    summary: "Compiles a fund year's budget, or compiles it anew while it is not approved.",
    scopes: actors,
    body: budgetBody,
    answer: budgetAnswer,
    problems: [
      'budget.current-deficit',
      'budget.cumulative-deficit',
      'budget.account-deficit',
      'budget.no-personal-accounts',
      'budget.already-approved',
      'budget.exemption-not-provincial',
      'budget.changed-meanwhile',
    ],
    handle: async ({ caller, body, today }) => {
      const fund = fundFor(caller, body)
      const { year, openingBalance, accountOpeningBalance, income, expenditure } = body
      const signed = { by: caller.subject, on: today }
      const table = { openingBalance, accountOpeningBalance, income, expenditure }
      const command = { fund, year, table, signed, ...exemptionOf(caller, body, signed) }
      const budget = await change(effects, fund, year, (state) => compileBudget(command, state))
      return { status: 201, body: answerOf(budget) }
    },
  }),
  ...steps.map(({ step, decide, summary }) =>
    defineRoute({
      method: 'POST',
      path: `/v1/budget/budgets/{city}/{scheme}/{year}/${step}`,
      summary,
      scopes: actors,
      answer: budgetAnswer,
      problems: [
        'budget.unknown',
        'budget.maker-is-checker',
        'budget.not-reviewed',
        'budget.changed-meanwhile',
      ],
      handle: async ({ caller, params, today }) => {
        const { fund, year } = fundYearFor(caller, params)
        const budget = await change(effects, fund, year, (state) => {
          if (!state) throw missing(year)
          return decide({ by: caller.subject, on: today }, state)
        })
        return { status: 200, body: answerOf(budget) }
      },
    }),
  ),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/budgets/{city}/{scheme}/{year}',
    summary: 'The budget of a fund year with its totals.',
    scopes: readers,
    answer: budgetAnswer,
    problems: ['budget.unknown'],
    handle: async ({ caller, params }) => {
      const { fund, year } = fundYearFor(caller, params)
      const { budget } = await readBudget(effects.store, fund, year)
      if (!budget) throw missing(year)
      return { status: 200, body: answerOf(budget) }
    },
  }),
]
