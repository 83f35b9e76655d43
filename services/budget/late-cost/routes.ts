import * as z from 'zod'
import {
  amount,
  city,
  day,
  fundYear,
  id,
  month,
  numberInText,
  positiveAmount,
  scheme,
  signature,
  signedAmount,
  yearInText,
} from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { lateCosts } from '../cleared-cost/late-costs.ts'
import type { Effects } from '../effects.ts'
import { actors, fundOwner, institutionOwner, readers } from '../ledger/fund-operations.ts'
import { listBorneCosts } from './borne-costs.ts'
import { approveLateCosts, proposeLateCost, withdrawLateCosts } from './decide-late-costs.ts'
import { listLateCostDecisions } from './late-cost-decisions.ts'
import type { LateCostDecision } from './rules/late-cost-decision.ts'
import { lateCostOutcomes } from './rules/late-cost-decision.ts'

const path = '/v1/budget/late-costs/{city}/{scheme}/{year}'
const proposals = `${path}/proposals`
const ofNumber = `${proposals}/{number}`
const ofYear = z.object({ city, scheme, year: yearInText })
const ofProposal = z.object({ city, scheme, year: yearInText, number: numberInText })
const recordOf = ({ city: of, scheme: its, year }: z.output<typeof ofYear>): string =>
  `/v1/budget/late-costs/${of}/${its}/${year}`
const nameOf = ({ city: of, scheme: its, year, number }: z.output<typeof ofProposal>) => ({
  fund: { city: of, scheme: its },
  ...{ year, number },
})

const borneCost = z.object({
  institution: id,
  amount,
  lines: z.object({ inpatient: amount, outpatient: amount, 'chronic-special': amount }),
  late: signedAmount.meta({ description: 'what came late of its claims, less what was taken back of them' }),
  before: amount.meta({ description: 'what it bears of that by earlier decisions' }),
})

const decision = z
  .object({
    fund: z.strictObject({ city, scheme }),
    year: fundYear,
    number: z.int(),
    proposalId: z.string(),
    status: z.enum(['proposed', 'withdrawn', 'approved']),
    outcome: z.enum(lateCostOutcomes),
    /** All that belongs to the year by then, of a gap that is trued up again. */
    correctedTo: z.object({ income: signedAmount, expenditure: signedAmount }).optional(),
    borne: z
      .array(borneCost)
      .optional()
      .meta({ description: 'what each institution bears; the outcome is that of the rest' }),
    income: signedAmount,
    expenditure: signedAmount,
    reason: z.string(),
    document: z.string(),
    proposed: signature,
    withdrawn: signature.optional(),
    approved: signature.optional(),
  })
  .meta({ id: 'LateCostDecision' })

const bookedCost = borneCost.extend({
  ...{ institution: id, year: fundYear, number: z.int(), document: z.string() },
  ...{ bookedIn: month, on: day, entryId: id },
})

const told = z.object({
  /** When the first of it was booked that nobody decided on; absent where nothing came. */
  since: day.optional(),
  income: signedAmount,
  expenditure: signedAmount,
  decided: z.object({ number: z.int(), income: signedAmount, expenditure: signedAmount }).optional(),
  proposals: z.array(decision),
})

const shown = (decided: Decision<LateCostDecision>) =>
  decided.status === 'refused' ? decided : accept(decision.parse(decided.value))

const proposal = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: proposals,
    summary:
      'Proposes what becomes of costs which came to a cleared year: institutions bear what came late of their own claims, and the rest stays in the year it is booked in, or the gap which was shared is trued up by it again.',
    scopes: actors,
    params: ofYear,
    owner: fundOwner('params'),
    body: z.strictObject({
      outcome: z.enum(lateCostOutcomes).default('carried').meta({
        description: 'carried: they stay where they are booked; trued-up: the shared gap is worked out again',
      }),
      reason: z.string().min(10).max(500),
      /** The document by which it is decided. */
      document: z.string().min(4).max(200),
      borne: z
        .array(z.strictObject({ institution: id, amountFen: positiveAmount }))
        .min(1)
        .max(20)
        .optional()
        .meta({ description: 'what institutions bear of it; where absent none' }),
    }),
    status: 201,
    answer: decision,
    refusals: [
      ...(['late-cost.none', 'late-cost.proposal-waits', 'late-cost.changed-meanwhile'] as const),
      ...(['late-cost.no-shared-gap', 'late-cost.year-not-final', 'late-cost.too-late'] as const),
      ...(['late-cost.too-little', 'policy.missing', 'late-cost.institution-twice'] as const),
      ...(['late-cost.beyond-own', 'late-cost.beyond-told'] as const),
    ],
    changes: ({ params }) => [recordOf(params)],
    handle: async ({ params: { year, ...fund }, body: { borne, ...said }, by, today, commandId }) => {
      const signed = { by: by.subject, on: today }
      const asked = borne?.map(({ institution, amountFen }) => ({ institution, amount: amountFen }))
      const command = { fund, year, ...said, ...(asked ? { borne: asked } : {}), signed, commandId }
      return shown(await proposeLateCost(command, effects))
    },
  })

/** What becomes of costs that came to a year after it was cleared: one person proposes, the province approves by another. */
export const lateCostRoutes = (effects: Effects): Operation[] => [
  proposal(effects),
  defineOperation({
    method: 'POST',
    path: `${ofNumber}/approval`,
    summary:
      'The province approves a proposal on late costs, by another person than proposed it. What institutions bear is booked, and a gap that is trued up is owed back, or owed further. Costs that come afterwards are told anew.',
    scopes: ['province'],
    params: ofProposal,
    owner: fundOwner('params'),
    body: z.strictObject({ proposalId: z.string().min(1).max(80) }),
    answer: decision,
    refusals: [
      'late-cost.unknown',
      'late-cost.other-proposal',
      'late-cost.not-proposed',
      'late-cost.maker-is-checker',
      'late-cost.more-came',
      'late-cost.changed-meanwhile',
    ],
    changes: ({ params }) => [recordOf(params)],
    hand: ({ approved }) => approved,
    handle: async ({ params, body: { proposalId }, by, today }) =>
      shown(await approveLateCosts(nameOf(params), proposalId, { by: by.subject, on: today }, effects)),
  }),
  defineOperation({
    method: 'POST',
    path: `${ofNumber}/withdrawal`,
    summary: 'Withdraws a proposal on late costs that nobody has approved.',
    scopes: actors,
    params: ofProposal,
    owner: fundOwner('params'),
    answer: decision,
    refusals: ['late-cost.unknown', 'late-cost.not-proposed', 'late-cost.changed-meanwhile'],
    changes: ({ params }) => [recordOf(params)],
    handle: async ({ params, by, today }) =>
      shown(await withdrawLateCosts(nameOf(params), { by: by.subject, on: today }, effects)),
  }),
  defineOperation({
    method: 'GET',
    path,
    summary: 'What came to a fund year after it was cleared, and what was proposed and decided on it.',
    scopes: readers,
    params: ofYear,
    owner: fundOwner('params'),
    answer: told,
    refusals: [],
    handle: async ({ params: { year, ...fund } }) => {
      const nothing = { income: 0, expenditure: 0 }
      const found = (await lateCosts.read(effects.store, { fund, year })) ?? nothing
      const decisions = await listLateCostDecisions(effects.store, fund, year)
      return accept(told.parse({ ...found, proposals: decisions }))
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/borne-costs/{city}/{scheme}/{institution}',
    summary:
      'What an institution bears of costs that came after their year was cleared: by which decision, and in which month it is taken off.',
    scopes: [...readers, 'institution'],
    params: z.object({ city, scheme, institution: id }),
    owner: institutionOwner('params'),
    answer: z.strictObject({ costs: z.array(bookedCost) }),
    refusals: [],
    handle: async ({ params: { institution, ...fund } }) => {
      const found = await listBorneCosts(effects.store, fund, institution)
      return accept({ costs: found.map((each) => bookedCost.parse(each)) })
    },
  }),
]
