import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Effects } from '../../effects.ts'
import { actors, fundOwner } from '../../ledger/fund-operations.ts'
import { readPeriods } from '../../ledger/periods.ts'
import { movementsOfYear } from '../../ledger/rules/year-periods.ts'
import { changeCompiledBudget } from '../change-budget.ts'
import { budgetAnswer, decidedBudget } from '../fields.ts'
import { approveOverrun, proposeOverrun, reviewOverrun } from '../rules/approve-overrun.ts'
import { approvedStep, fundYearParams, signedStep } from './steps.ts'

const base = '/v1/budget/budgets/{city}/{scheme}/{year}/overrun'
const budgetPath = ({ city, scheme, year }: z.output<typeof fundYearParams>) =>
  `/v1/budget/budgets/${city}/${scheme}/${year}`

const proposal = (effects: Effects) =>
  defineOperation({
    method: 'POST',
    path: base,
    summary:
      'Proposes that what a closed year spent above its budget is approved after the fact, with reason and document.',
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    body: z.strictObject({
      reason: z.string().min(10).max(500),
      /** The document by which it is asked for. */
      document: z.string().min(4).max(200),
    }),
    status: 201,
    answer: budgetAnswer,
    refusals: ['budget.unknown', 'overrun.year-open', 'overrun.none', 'budget.changed-meanwhile'],
    changes: ({ params }) => [budgetPath(params)],
    handle: async ({ params: { year, ...fund }, body, by, today, commandId }) => {
      const { during } = movementsOfYear(await readPeriods(effects.store, fund, `${year}-13`), year)
      const command = { ...body, signed: { by: by.subject, on: today } }
      return decidedBudget(
        await changeCompiledBudget(
          { fund, year, commandId },
          (state) => proposeOverrun(command, state, during),
          effects,
        ),
      )
    },
  })

/** Approving after the fact what a closed year spent above its budget, by three persons. */
export const overrunRoutes = (effects: Effects): Operation[] => [
  proposal(effects),
  defineOperation({
    method: 'POST',
    path: `${base}/review`,
    summary: 'Reviews a proposed approval of an overrun, by another person than proposed it.',
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: budgetAnswer,
    refusals: [
      'budget.unknown',
      'overrun.not-proposed',
      'budget.maker-is-checker',
      'budget.changed-meanwhile',
    ],
    changes: ({ params }) => [budgetPath(params)],
    hand: ({ overrun }) => overrun?.reviewed,
    handle: signedStep(effects, reviewOverrun),
  }),
  defineOperation({
    method: 'POST',
    path: `${base}/approval`,
    summary: 'The province approves a reviewed overrun of a closed year, by a third person.',
    scopes: ['province'],
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: budgetAnswer,
    refusals: [
      'budget.unknown',
      'overrun.not-proposed',
      'budget.maker-is-checker',
      'budget.not-reviewed',
      'budget.reviewer-is-approver',
      'budget.changed-meanwhile',
    ],
    changes: ({ params }) => [budgetPath(params)],
    hand: ({ overrun }) => overrun?.approved,
    handle: approvedStep(effects, approveOverrun),
  }),
]
