import * as z from 'zod'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { amount, city, fundYear, scheme, signature } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { fundYearFields } from '../ledger/fields.ts'
import { actors, fundOwner, fundParams, readers } from '../ledger/fund-operations.ts'
import { readBudget } from '../planning/store.ts'
import { refuse } from '../refusals.ts'
import { step } from '../total-control/fields.ts'
import { cityAndItsInstitutions } from '../total-control/parties.ts'
import { changeTarget } from './change-target.ts'
import { deductionKinds } from './rules/area-target.ts'
import type { Target } from './rules/target.ts'
import { approveTarget, proposeTarget } from './rules/target.ts'
import { readTarget } from './store.ts'

/** The gateway adds a `proxy` parameter of its own. */
const fundYearParams = z.object(fundParams)

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
  .object({
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

const path = '/v1/budget/targets'
const ofYear = `${path}/{city}/{scheme}/{year}`

const noTarget = (year: number) => refuse('target.unknown', { field: 'year', figures: { year } })
const decidedTarget = (decided: Decision<Target>) =>
  decided.status === 'refused' ? decided : accept(targetAnswer.parse(decided.value))

/** What a fund may pay its institutions in a year, out of its approved budget. */
export const targetRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path,
    summary: "Proposes a fund year's target out of its approved budget, step by step.",
    scopes: actors,
    owner: fundOwner('body'),
    body: targetBody,
    status: 201,
    answer: targetAnswer,
    refusals: [
      'target.budget-not-approved',
      'target.nothing-left',
      'target.reason-missing',
      'target.changed-meanwhile',
      'policy.missing',
    ],
    changes: ({ body }) => [`${path}/${body.city}/${body.scheme}/${body.year}`],
    handle: async ({ body, by, today, commandId }) => {
      const { city, scheme, year, deductions, reason } = body
      const fund = { city, scheme }
      const moment = { on: firstDayOfYear(year), city }
      const command = {
        fund,
        year,
        deductions,
        reason,
        riskReserveShare: ratioAt(effects.policy(), 'total_control.risk_reserve_share', moment),
        policyVersion: effects.policy().version,
        signed: { by: by.subject, on: today },
      }
      const { budget } = await readBudget(effects.store, fund, year)
      const propose = (state: Target | undefined) => proposeTarget(command, budget, state)
      return decidedTarget(await changeTarget({ fund, year, commandId }, propose, effects))
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${ofYear}/approval`,
    summary: 'Approves a proposed target, by another hand; it may be divided from then on.',
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: targetAnswer,
    refusals: ['target.unknown', 'target.maker-is-checker', 'target.changed-meanwhile'],
    changes: ({ params: { city, scheme, year } }) => [`${path}/${city}/${scheme}/${year}`],
    hand: ({ approved }) => approved,
    handle: async ({ params: { year, ...fund }, by, today, commandId }) => {
      const approve = (state: Target | undefined) =>
        state ? approveTarget({ by: by.subject, on: today }, state) : noTarget(year)
      return decidedTarget(await changeTarget({ fund, year, commandId }, approve, effects))
    },
  }),
  defineOperation({
    method: 'GET',
    path: ofYear,
    summary: "A fund year's target with how it came about.",
    scopes: [...readers, 'institution'],
    params: fundYearParams,
    owner: {
      whose: 'named',
      parties: ({ caller, params }) => cityAndItsInstitutions(params.city, caller),
    },
    answer: targetAnswer,
    refusals: ['target.unknown'],
    handle: async ({ params: { year, ...fund } }) => {
      const { target } = await readTarget(effects.store, fund, year)
      return target ? accept(targetAnswer.parse(target)) : noTarget(year)
    },
  }),
]
