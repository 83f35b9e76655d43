import * as z from 'zod'
import {
  city,
  day,
  fundYear,
  numberInText,
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
import { actors, fundOwner, readers } from '../ledger/fund-operations.ts'
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
    income: signedAmount,
    expenditure: signedAmount,
    reason: z.string(),
    document: z.string(),
    proposed: signature,
    withdrawn: signature.optional(),
    approved: signature.optional(),
  })
  .meta({ id: 'LateCostDecision' })

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
      'Proposes that the costs which came to a cleared year stay in the year they are booked in, or that the gap which was shared of it is trued up by them again; with reason and document.',
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
    }),
    status: 201,
    answer: decision,
    refusals: [
      ...(['late-cost.none', 'late-cost.proposal-waits', 'late-cost.changed-meanwhile'] as const),
      ...(['late-cost.no-shared-gap', 'late-cost.year-not-final', 'late-cost.too-late'] as const),
      ...(['late-cost.too-little', 'policy.missing'] as const),
    ],
    changes: ({ params }) => [recordOf(params)],
    handle: async ({ params: { year, ...fund }, body, by, today, commandId }) => {
      const signed = { by: by.subject, on: today }
      return shown(await proposeLateCost({ fund, year, ...body, signed, commandId }, effects))
    },
  })

/** What becomes of costs that came to a year after it was cleared: one person proposes, the province approves by another. */
export const lateCostRoutes = (effects: Effects): Operation[] => [
  proposal(effects),
  defineOperation({
    method: 'POST',
    path: `${ofNumber}/approval`,
    summary:
      'The province approves a proposal on late costs, by another person than proposed it. A gap that is trued up by it is owed back, or owed further. Costs that come afterwards are told anew.',
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
]
