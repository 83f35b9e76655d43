import * as z from 'zod'
import {
  amount,
  city,
  fundYear,
  id,
  month,
  numberInText,
  scheme,
  signature,
  yearInText,
} from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { fundYearFields } from '../ledger/fields.ts'
import { fundOwner, readers } from '../ledger/fund-operations.ts'
import { quota } from '../quota/fields.ts'
import { readQuotas } from '../quota/store.ts'
import { parts } from '../total-control/fields.ts'
import { approveQuotas, findDecision, withdrawQuotas } from './decide.ts'
import { proposeDecision } from './propose-decision.ts'
import type { QuotaDecision } from './rules/quota-decision.ts'
import type { DecisionName } from './store.ts'

const path = '/v1/budget/quota-decisions'
const ofNumber = `${path}/{city}/{scheme}/{year}/{number}`
const params = z.object({ city, scheme, year: yearInText, number: numberInText })
type Place = z.output<typeof params>

/** As many as a negotiated plan has. */
const mostInstitutions = 2000

const body = z.strictObject({
  ...fundYearFields,
  from: month.optional(),
  reason: z.string().min(5).max(500),
  document: z.string().min(3).max(100),
  quotas: z
    .array(
      z.strictObject({
        institution: id,
        amounts: z.strictObject({ inpatient: amount, outpatient: amount }),
      }),
    )
    .min(1)
    .max(mostInstitutions)
    .refine(
      (all) => new Set(all.map(({ institution }) => institution)).size === all.length,
      'an institution stands there twice',
    )
    .refine(
      (all) =>
        Number.isSafeInteger(
          all.reduce((sum, { amounts }) => sum + amounts.inpatient + amounts.outpatient, 0),
        ),
      'more than any fund has',
    ),
})

const answer = z
  .object({
    fund: z.strictObject({ city, scheme }),
    year: fundYear,
    number: z.int(),
    planId: z.string(),
    status: z.enum(['proposed', 'withdrawn', 'approved']),
    target: parts,
    areaTarget: z.int(),
    institutions: z.int(),
    from: month.optional(),
    reason: z.string(),
    document: z.string(),
    policyVersion: z.string(),
    proposed: signature,
    withdrawn: signature.optional(),
    approved: signature.optional(),
  })
  .meta({ id: 'QuotaDecision' })

const wholeAnswer = z.object({ decision: answer, quotas: z.array(quota) })

const shown = (decided: Decision<QuotaDecision>) =>
  decided.status === 'refused' ? decided : accept(answer.parse(decided.value))

const nameOf = ({ city: of, scheme: its, year, number }: Place): DecisionName => ({
  fund: { city: of, scheme: its },
  year,
  number,
})
const recordOf = ({ city: of, scheme: its, year, number }: Place): string =>
  `${path}/${of}/${its}/${year}/${number}`

const proposal = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      "Proposes what the province decides on a year's quotas, with reason and document: they sum to the approved target, among institutions with an agreement.",
    scopes: ['province'],
    owner: fundOwner('body'),
    body,
    status: 201,
    answer,
    refusals: [
      'target.not-approved',
      'negotiation.no-plan',
      'negotiation.month-missing',
      'negotiation.month-settled',
      'negotiation.changed-meanwhile',
      'quota.institution-left-out',
      'quota.below-past-months',
      'quota.no-agreement',
      'quota-decision.sum-differs',
      'policy.missing',
    ],
    changes: (_, { fund, year, number }) => [recordOf({ ...fund, year, number })],
    handle: async ({ body: { city: of, scheme: its, ...proposed }, by, today }) => {
      const signed = { by: by.subject, on: today }
      return shown(await proposeDecision({ fund: { city: of, scheme: its }, ...proposed, signed }, effects))
    },
  })

const steps = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: `${ofNumber}/approval`,
    summary:
      'Approves a decision on quotas, by another person of the province; they are in force from then on.',
    scopes: ['province'],
    params,
    owner: fundOwner('params'),
    body: z.strictObject({ planId: z.string().min(1).max(40) }),
    answer,
    refusals: [
      'quota-decision.unknown',
      'quota-decision.other-proposal',
      'quota-decision.not-proposed',
      'quota-decision.maker-is-checker',
      'quota-decision.target-changed',
      'target.not-approved',
      'quota-plan.published',
      'negotiation.month-settled',
      'negotiation.changed-meanwhile',
      'quota.no-agreement',
    ],
    changes: ({ params: place }) => [recordOf(place), '/v1/budget/quotas'],
    hand: ({ approved }) => approved,
    handle: async ({ params: place, body: { planId }, by, today }) =>
      shown(await approveQuotas(nameOf(place), planId, { by: by.subject, on: today }, effects)),
  }),
  defineOperation({
    method: 'POST',
    path: `${ofNumber}/withdrawal`,
    summary: 'Withdraws a decision on quotas that nobody has approved.',
    scopes: ['province'],
    params,
    owner: fundOwner('params'),
    answer,
    refusals: ['quota-decision.unknown', 'quota-decision.not-proposed', 'negotiation.changed-meanwhile'],
    changes: ({ params: place }) => [recordOf(place)],
    handle: async ({ params: place, by, today }) =>
      shown(await withdrawQuotas(nameOf(place), { by: by.subject, on: today }, effects)),
  }),
]

/** What the province decides on a year's quotas, in place of a round: two of its people, a reason, a document. */
export const quotaDecisionRoutes = (effects: Effects): Operation[] => [
  proposal(effects),
  ...steps(effects),
  defineOperation({
    method: 'GET',
    path: ofNumber,
    summary: 'What the province decided, or is to decide, on the quotas of a version, with all of them.',
    scopes: readers,
    params,
    owner: fundOwner('params'),
    answer: wholeAnswer,
    refusals: ['quota-decision.unknown'],
    handle: async ({ params: place }) => {
      const found = await findDecision(nameOf(place), effects)
      if (found.status === 'refused') return found
      const { decision } = found.value
      const quotas = await readQuotas(effects.store, decision.fund, decision)
      return accept(wholeAnswer.parse({ decision, quotas }))
    },
  }),
]
