import type * as z from 'zod'
import type { Caller } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../../effects.ts'
import { actors, fundFor, fundYearFor, readers } from '../../ledger/fields.ts'
import type { Signature } from '../../ledger/rules/signature.ts'
import { answerOf, budgetAnswer, budgetBody, change, missing } from '../fields.ts'
import { approveBudget, reviewBudget } from '../rules/approve-budget.ts'
import { compileBudget } from '../rules/compile-budget.ts'
import { readBudget, readExemption } from '../store.ts'

/** Only the province can consent to a deficit: with the budget it compiles itself, or beforehand. */
const exemptionIn = (caller: Caller, { exemption }: z.output<typeof budgetBody>, signed: Signature) => {
  if (!exemption) return undefined
  if (!caller.scopes.includes('province'))
    throw problem(
      403,
      'budget.exemption-not-provincial',
      'only the province grants an exemption',
      'exemption',
    )
  return { reason: exemption.reason, grantedBy: signed.by, grantedOn: signed.on }
}

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
      const exemption = exemptionIn(caller, body, signed) ?? (await readExemption(effects.store, fund, year))
      const command = { fund, year, table, signed, ...(exemption ? { exemption } : {}) }
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
