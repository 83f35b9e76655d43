import * as z from 'zod'
import { day } from '#shared/contracts/fields.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Request, Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../../effects.ts'
import { actors, fundFor, fundYearFields, fundYearFor } from '../../ledger/fields.ts'
import { answerOf, budgetAnswer, budgetBody, change, missing } from '../fields.ts'
import { approveAdjustment, proposeAdjustment, withdrawAdjustment } from '../rules/adjust-budget.ts'
import { readExemption, recordExemption } from '../store.ts'

const reason = z.string().min(10).max(500)
const exemptionBody = z.strictObject({ ...fundYearFields, reason })
const adjustmentBody = z.strictObject({
  ...budgetBody.pick({ income: true, expenditure: true }).shape,
  reason,
})

const base = '/v1/budget/budgets/{city}/{scheme}/{year}'

type Signed = Pick<Request<unknown, unknown>, 'caller' | 'params' | 'today'>

const signedOf = ({ caller, today }: Signed) => ({ by: caller.subject, on: today })

/** Adjusting an approved budget, and the province's consent to a deficit. */
export const budgetAdjustmentRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/exemptions',
    summary: "The province consents to a deficit in a fund year's budget, with its reason.",
    scopes: ['province'],
    body: exemptionBody,
    answer: exemptionBody.extend({ grantedBy: z.string(), grantedOn: day }),
    problems: ['budget.exempted-otherwise'],
    handle: async ({ body, ...request }) => {
      const fund = fundFor(request.caller, body)
      const { year } = body
      const { by, on } = signedOf(request)
      const granted = { reason: body.reason, grantedBy: by, grantedOn: on }
      await recordExemption(effects.store, fund, year, granted)
      const stored = await readExemption(effects.store, fund, year)
      if (stored?.reason !== body.reason)
        throw problem(409, 'budget.exempted-otherwise', `${year} was exempted with another reason`)
      return { status: 201, body: { ...fund, year, ...stored } }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/adjustment`,
    summary: 'Proposes other lines for an approved budget, with the reason; the approved ones stay in force.',
    scopes: actors,
    body: adjustmentBody,
    answer: budgetAnswer,
    problems: [
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
    handle: async ({ body, ...request }) => {
      const { fund, year } = fundYearFor(request.caller, request.params)
      const { income, expenditure } = body
      const exemption = await readExemption(effects.store, fund, year)
      const command = {
        lines: { income, expenditure },
        reason: body.reason,
        signed: signedOf(request),
        ...(exemption ? { exemption } : {}),
      }
      const budget = await change(effects, fund, year, (state) => {
        if (!state) throw missing(year)
        return proposeAdjustment(command, state)
      })
      return { status: 201, body: answerOf(budget) }
    },
  }),
  ...(['approval', 'withdrawal'] as const).map((step) =>
    defineRoute({
      method: 'POST',
      path: `${base}/adjustment/${step}`,
      summary:
        step === 'approval'
          ? 'Approves a proposed adjustment, by another hand: its lines are in force, the earlier ones are kept.'
          : 'Drops a proposed adjustment.',
      scopes: actors,
      answer: budgetAnswer,
      problems: [
        'budget.unknown',
        'budget.no-adjustment',
        'budget.maker-is-checker',
        'budget.changed-meanwhile',
      ],
      handle: async (request) => {
        const { fund, year } = fundYearFor(request.caller, request.params)
        const budget = await change(effects, fund, year, (state) => {
          if (!state) throw missing(year)
          return step === 'approval' ? approveAdjustment(signedOf(request), state) : withdrawAdjustment(state)
        })
        return { status: 200, body: answerOf(budget) }
      },
    }),
  ),
]
