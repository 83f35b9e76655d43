import * as z from 'zod'
import { day } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundYearFields } from '../../ledger/fields.ts'
import { actors, fundOwner } from '../../ledger/fund-operations.ts'
import { refuse } from '../../refusals.ts'
import { changeCompiledBudget } from '../change-budget.ts'
import { budgetAnswer, budgetBody, decidedBudget } from '../fields.ts'
import {
  approveAdjustment,
  proposeAdjustment,
  reviewAdjustment,
  withdrawAdjustment,
} from '../rules/adjust-budget.ts'
import { readExemption, recordExemption } from '../store.ts'
import { approvalRefusals, approvedStep, fundYearParams, signedStep } from './steps.ts'

type BudgetAnswer = z.output<typeof budgetAnswer>

const reason = z.string().min(10).max(500)
const exemptionBody = z.strictObject({ ...fundYearFields, reason })
const adjustmentBody = z.strictObject({
  ...budgetBody.pick({ income: true, expenditure: true }).shape,
  reason,
})

const budgetPath = ({ city, scheme, year }: z.output<typeof fundYearParams>) =>
  `/v1/budget/budgets/${city}/${scheme}/${year}`
const base = '/v1/budget/budgets/{city}/{scheme}/{year}'

const steps = [
  {
    step: 'review',
    summary: 'Reviews a proposed adjustment, by another person than proposed it.',
    refusals: ['budget.maker-is-checker'],
    hand: ({ adjustment: of }: BudgetAnswer) => of?.reviewed,
    handle: (effects: Effects) => signedStep(effects, reviewAdjustment),
  },
  {
    step: 'approval',
    summary:
      'The province approves a reviewed adjustment, by a third person: its lines are in force, the earlier ones are kept.',
    refusals: approvalRefusals,
    hand: ({ adjustment: of, earlier }: BudgetAnswer) => (of ? undefined : earlier?.at(-1)?.approved),
    handle: (effects: Effects) => approvedStep(effects, approveAdjustment),
  },
  {
    step: 'withdrawal',
    summary: 'Drops a proposed adjustment.',
    refusals: [],
    hand: undefined,
    handle: (effects: Effects) => signedStep(effects, (_, state) => withdrawAdjustment(state)),
  },
] as const

const exemption = (effects: Effects) =>
  defineOperation({
    method: 'POST',
    path: '/v1/budget/exemptions',
    summary: "The province consents to a deficit in a fund year's budget, with its reason.",
    scopes: ['province'],
    owner: fundOwner('body'),
    body: exemptionBody,
    status: 201,
    answer: exemptionBody.extend({ grantedBy: z.string(), grantedOn: day }),
    refusals: ['budget.exempted-otherwise'],
    changes: ({ body }) => [budgetPath(body)],
    handle: async ({ body, by, today }) => {
      const { city, scheme, year } = body
      const fund = { city, scheme }
      const granted = { reason: body.reason, grantedBy: by.subject, grantedOn: today }
      await recordExemption(effects.store, fund, year, granted)
      const stored = await readExemption(effects.store, fund, year)
      return stored?.reason === body.reason
        ? accept({ ...fund, year, ...stored })
        : refuse('budget.exempted-otherwise', { figures: { year } })
    },
  })

const adjustment = (effects: Effects) =>
  defineOperation({
    method: 'POST',
    path: `${base}/adjustment`,
    summary: 'Proposes other lines for an approved budget, with the reason; the approved ones stay in force.',
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    body: adjustmentBody,
    status: 201,
    answer: budgetAnswer,
    refusals: [
      'budget.unknown',
      'budget.not-approved',
      'budget.year-closed',
      'budget.adjustment-open',
      'budget.nothing-adjusted',
      'budget.current-deficit',
      'budget.cumulative-deficit',
      'budget.account-deficit',
      'budget.no-personal-accounts',
      'budget.changed-meanwhile',
    ],
    changes: ({ params }) => [budgetPath(params)],
    handle: async ({ params: { year, ...fund }, body, by, today, commandId }) => {
      const { income, expenditure } = body
      const exemption = await readExemption(effects.store, fund, year)
      const command = {
        lines: { income, expenditure },
        reason: body.reason,
        signed: { by: by.subject, on: today },
        ...(exemption ? { exemption } : {}),
      }
      const changed = await changeCompiledBudget(
        { fund, year, commandId },
        (state) => proposeAdjustment(command, state),
        effects,
      )
      return decidedBudget(changed)
    },
  })

const stepsOfAdjustment = (effects: Effects) =>
  steps.map(({ step, summary, refusals, hand, handle }) =>
    defineOperation({
      method: 'POST',
      path: `${base}/adjustment/${step}`,
      summary,
      scopes: actors,
      params: fundYearParams,
      owner: fundOwner('params'),
      answer: budgetAnswer,
      refusals: ['budget.unknown', 'budget.no-adjustment', ...refusals, 'budget.changed-meanwhile'],
      changes: ({ params }) => [budgetPath(params)],
      ...(hand ? { hand } : {}),
      handle: handle(effects),
    }),
  )

/** Adjusting an approved budget, and the province's consent to a deficit. */
export const budgetAdjustmentRoutes = (effects: Effects): Operation[] => [
  exemption(effects),
  adjustment(effects),
  ...stepsOfAdjustment(effects),
]
