import * as z from 'zod'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { amount, city, fundYear, scheme } from '#shared/contracts/fields.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { actors, fundFor, fundYearFields, fundYearFor, readers } from '../ledger/fields.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { signature } from '../ledger/rules/signature.ts'
import { readBudget } from '../planning/store.ts'
import { step } from '../total-control/fields.ts'
import { deductionKinds } from './rules/area-target.ts'
import type { Target } from './rules/target.ts'
import { approveTarget, proposeTarget } from './rules/target.ts'
import { readTarget, saveTarget } from './store.ts'

const deduction = z.strictObject({
  kind: z.enum(deductionKinds),
  inpatient: amount,
  outpatient: amount,
  source: z.string().min(3).max(200),
})

const targetBody = z.strictObject({
  ...fundYearFields,
  deductions: z
    .array(deduction)
    .max(deductionKinds.length)
    .refine(
      (all) => new Set(all.map(({ kind }) => kind)).size === all.length,
      'a deduction stands there twice',
    ),
  reason: z.string().min(5).max(500).optional(),
})

const targetAnswer = z
  .strictObject({
    fund: z.strictObject({ city, scheme }),
    year: fundYear,
    number: z.int(),
    status: z.enum(['proposed', 'approved']),
    amounts: z.strictObject({ inpatient: amount, outpatient: amount }),
    total: amount,
    deductions: z.array(deduction),
    steps: z.array(step),
    policyVersion: z.string(),
    reason: z.string().optional(),
    proposed: signature,
    approved: signature.optional(),
  })
  .meta({ id: 'AreaTarget' })

/** Loads a target, decides, and saves what was decided. */
const change = async (
  { store }: Effects,
  fund: Fund,
  year: number,
  decide: (state: Target | undefined) => Decision<Target>,
): Promise<Target> => {
  const stored = await readTarget(store, fund, year)
  const decision = decide(stored.target)
  if (decision.status === 'refused') throw refused(decision.refusal)
  if (decision.value === stored.target || (await saveTarget(store, decision.value, stored)))
    return decision.value
  throw problem(409, 'target.changed-meanwhile', 'the target was changed by someone else; read it again')
}

const missing = (year: number) => problem(404, 'target.unknown', `no target was proposed for ${year}`)

/** What a fund may pay its institutions in a year, out of its approved budget. */
export const targetRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/targets',
    summary: "Proposes a fund year's target out of its approved budget, step by step.",
    scopes: actors,
    body: targetBody,
    answer: targetAnswer,
    problems: [
      'target.budget-not-approved',
      'target.nothing-left',
      'target.reason-missing',
      'target.changed-meanwhile',
      'policy.missing',
    ],
    handle: async ({ caller, body, today }) => {
      const fund = fundFor(caller, body)
      const { year, deductions, reason } = body
      const moment = { on: firstDayOfYear(year), city: fund.city }
      const command = {
        fund,
        year,
        deductions,
        reason,
        riskReserveShare: ratioAt(effects.policy(), 'total_control.risk_reserve_share', moment),
        policyVersion: effects.policy().version,
        signed: { by: caller.subject, on: today },
      }
      const { budget } = await readBudget(effects.store, fund, year)
      const target = await change(effects, fund, year, (state) => proposeTarget(command, budget, state))
      return { status: 201, body: target }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/budget/targets/{city}/{scheme}/{year}/approval',
    summary: 'Approves a proposed target, by another hand; it may be divided from then on.',
    scopes: actors,
    answer: targetAnswer,
    problems: ['target.unknown', 'target.maker-is-checker', 'target.changed-meanwhile'],
    handle: async ({ caller, params, today }) => {
      const { fund, year } = fundYearFor(caller, params)
      const target = await change(effects, fund, year, (state) => {
        if (!state) throw missing(year)
        return approveTarget({ by: caller.subject, on: today }, state)
      })
      return { status: 200, body: target }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/targets/{city}/{scheme}/{year}',
    summary: "A fund year's target with how it came about.",
    scopes: [...readers, 'institution'],
    answer: targetAnswer,
    problems: ['target.unknown'],
    handle: async ({ caller, params }) => {
      const { fund, year } = fundYearFor(caller, params)
      const { target } = await readTarget(effects.store, fund, year)
      if (!target) throw missing(year)
      return { status: 200, body: target }
    },
  }),
]
