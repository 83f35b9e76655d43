import type * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { actors, fundOwner, readers } from '../../ledger/fund-operations.ts'
import { refuse } from '../../refusals.ts'
import { changeBudget, noBudget } from '../change-budget.ts'
import { budgetAnswer, budgetAnswerOf, budgetBody, decidedBudget } from '../fields.ts'
import { approveBudget, reviewBudget } from '../rules/approve-budget.ts'
import { compileBudget } from '../rules/compile-budget.ts'
import { readBudget, readExemption } from '../store.ts'
import { approvalRefusals, approvedStep, fundYearParams, signedStep } from './steps.ts'

const path = '/v1/budget/budgets'
const ofYear = `${path}/{city}/{scheme}/{year}`

type Body = z.output<typeof budgetBody>

/** Only the province can consent to a deficit: with the budget it compiles itself, or beforehand. */
const exemptionIn = ({ exemption }: Body, by: Decider, on: string) => {
  if (!exemption) return accept(undefined)
  if (by.scope !== 'province') return refuse('budget.exemption-not-provincial', { field: 'exemption' })
  return accept({ reason: exemption.reason, grantedBy: by.subject, grantedOn: on })
}

const compilation = (effects: Effects) =>
  defineOperation({
    method: 'POST',
    path,
    summary: "Compiles a fund year's budget, or compiles it anew while it is not approved.",
    scopes: actors,
    owner: fundOwner('body'),
    body: budgetBody,
    status: 201,
    answer: budgetAnswer,
    refusals: [
      'budget.current-deficit',
      'budget.cumulative-deficit',
      'budget.account-deficit',
      'budget.no-personal-accounts',
      'budget.already-approved',
      'budget.exemption-not-provincial',
      'budget.changed-meanwhile',
    ],
    changes: ({ body }) => [`${path}/${body.city}/${body.scheme}/${body.year}`],
    handle: async ({ body, by, today, commandId }) => {
      const { city, scheme, year, openingBalance, accountOpeningBalance, income, expenditure } = body
      const fund = { city, scheme }
      const given = exemptionIn(body, by, today)
      if (given.status === 'refused') return given
      const exemption = given.value ?? (await readExemption(effects.store, fund, year))
      const command = {
        fund,
        year,
        table: { openingBalance, accountOpeningBalance, income, expenditure },
        signed: { by: by.subject, on: today },
        ...(exemption ? { exemption } : {}),
      }
      const compile = (state: Parameters<typeof compileBudget>[1]) => compileBudget(command, state)
      return decidedBudget(await changeBudget({ fund, year, commandId }, compile, effects))
    },
  })

const review = (effects: Effects) =>
  defineOperation({
    method: 'POST',
    path: `${ofYear}/review`,
    summary: 'Reviews a compiled budget, by another person than compiled it.',
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: budgetAnswer,
    refusals: ['budget.unknown', 'budget.maker-is-checker', 'budget.changed-meanwhile'],
    changes: ({ params }) => [`${path}/${params.city}/${params.scheme}/${params.year}`],
    hand: ({ reviewed }) => reviewed,
    handle: signedStep(effects, reviewBudget),
  })

const approval = (effects: Effects) =>
  defineOperation({
    method: 'POST',
    path: `${ofYear}/approval`,
    summary: 'The province approves a reviewed budget, by a third person; it is executed from then on.',
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: budgetAnswer,
    refusals: ['budget.unknown', ...approvalRefusals, 'budget.changed-meanwhile'],
    changes: ({ params }) => [`${path}/${params.city}/${params.scheme}/${params.year}`],
    hand: ({ approved }) => approved,
    handle: approvedStep(effects, approveBudget),
  })

const budgetOfYear = (effects: Effects) =>
  defineOperation({
    method: 'GET',
    path: ofYear,
    summary: 'The budget of a fund year with its totals.',
    scopes: readers,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: budgetAnswer,
    refusals: ['budget.unknown'],
    handle: async ({ params: { year, ...fund } }) => {
      const { budget } = await readBudget(effects.store, fund, year)
      return budget ? accept(budgetAnswerOf(budget)) : noBudget(year)
    },
  })

/** Compiling, reviewing and approving a fund year's budget. */
export const budgetRoutes = (effects: Effects): Operation[] => [
  compilation(effects),
  review(effects),
  approval(effects),
  budgetOfYear(effects),
]
