import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { actors, fundOwner } from '../../ledger/fund-operations.ts'
import { draftNegotiation } from '../draft-negotiation.ts'
import {
  draftBody,
  newProposalsBody,
  positionAnswer,
  proposalBody,
  recordOf,
  roundAnswer,
  roundNamed,
  roundParams,
  roundPath,
} from '../fields.ts'
import { changePositions, stepRound } from '../negotiate.ts'
import { publishNegotiation } from '../publish-negotiation.ts'
import { agreeRound, proposeRound } from '../rules/conduct-round.ts'
import { proposeAnew } from '../rules/propose-anew.ts'
import type { Round } from '../rules/round.ts'

const shown = (decided: Decision<Round>) =>
  decided.status === 'refused' ? decided : accept(roundAnswer.parse(decided.value))

const changes = ({ params }: { readonly params: z.output<typeof roundParams> }): string[] => [
  recordOf(params),
]

const draftRoute = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/budget/negotiations',
    summary:
      'Drafts quotas to be negotiated: an approved target by formula, or those in force by a change of volume.',
    scopes: actors,
    owner: fundOwner('body'),
    body: draftBody,
    status: 201,
    answer: roundAnswer,
    refusals: [
      'target.not-approved',
      'quota.bounds-too-narrow',
      'quota.institution-twice',
      'quota.institution-left-out',
      'quota.no-history',
      'quota.no-agreement',
      'quota.history-is-of-the-books',
      'quota.expected-beside-years',
      'quota.nothing-to-adjust',
      'quota.nothing-left',
      'quota.volume-of-nothing',
      'quota.below-past-months',
      'negotiation.no-plan',
      'negotiation.month-missing',
      'negotiation.month-settled',
      'negotiation.under-way',
      'negotiation.changed-meanwhile',
      'policy.missing',
    ],
    changes: (_, { fund, year, number }) => [recordOf({ ...fund, year, number })],
    handle: async ({ body: { city, scheme, ...draft }, by: { subject: by }, today: on, commandId }) =>
      shown(await draftNegotiation({ fund: { city, scheme }, ...draft, by, on, commandId }, effects)),
  })

const conductRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: `${roundPath}/proposal`,
    summary: 'Proposes drafted quotas to all institutions, who may answer until a day.',
    scopes: actors,
    params: roundParams,
    owner: fundOwner('params'),
    body: proposalBody,
    answer: roundAnswer,
    refusals: ['negotiation.unknown', 'negotiation.proposed-already', 'negotiation.deadline-past'],
    changes,
    handle: async ({ params, body, by, today }) => {
      const signed = { by: by.subject, on: today, ...body }
      return shown(await stepRound(roundNamed(params), (round) => proposeRound(signed, round), effects))
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${roundPath}/new-proposals`,
    summary: 'Proposes other quotas to up to 40 institutions: what one gains, others of them lose.',
    scopes: actors,
    params: roundParams,
    owner: fundOwner('params'),
    body: newProposalsBody,
    answer: z.strictObject({ positions: z.array(positionAnswer) }),
    refusals: [
      'negotiation.unknown',
      'negotiation.no-position',
      'negotiation.not-open',
      'negotiation.sum-moved',
      'negotiation.other-care',
      'negotiation.deadline-past',
      'negotiation.maker-is-speaker',
      'negotiation.too-many-turns',
      'quota.below-past-months',
    ],
    changes,
    handle: async ({ params, body, by, today, commandId }) => {
      const changed = await changePositions(
        roundNamed(params),
        body.proposals.map(({ institution }) => institution),
        (round, before, speakers) =>
          proposeAnew({ ...body, by: by.subject, on: today, commandId }, round, before, speakers),
        { ...effects, offeredBy: by.subject },
      )
      if (changed.status === 'refused') return changed
      return accept({ positions: changed.value.map((each) => positionAnswer.parse(each)) })
    },
  }),
]

const endRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: `${roundPath}/agreement`,
    summary:
      'Ends a round that nobody contests, by another hand than made its quotas; silence until the deadline counts as agreeing.',
    scopes: actors,
    params: roundParams,
    owner: fundOwner('params'),
    answer: roundAnswer,
    refusals: [
      'negotiation.unknown',
      'negotiation.not-open',
      'negotiation.contested',
      'negotiation.maker-is-checker',
      'negotiation.maker-is-speaker',
      'negotiation.still-open',
    ],
    changes,
    hand: ({ agreed }) => agreed,
    handle: async ({ params, by, today }) => {
      const signed = { by: by.subject, on: today }
      return shown(
        await stepRound(
          roundNamed(params),
          (round, speakers) => agreeRound(signed, round, speakers),
          effects,
        ),
      )
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${roundPath}/publication`,
    summary: "Publishes an agreed round as the next version of the year's quotas, by a third hand.",
    scopes: actors,
    params: roundParams,
    owner: fundOwner('params'),
    answer: roundAnswer,
    refusals: [
      'negotiation.unknown',
      'negotiation.not-agreed',
      'negotiation.maker-is-checker',
      'negotiation.maker-is-speaker',
      'negotiation.month-settled',
      'negotiation.changed-meanwhile',
      'quota.below-past-months',
      'quota-plan.published',
      'target.not-approved',
    ],
    changes,
    hand: ({ published }) => published,
    handle: async ({ params, by, today }) =>
      shown(await publishNegotiation(roundNamed(params), { by: by.subject, on: today }, effects)),
  }),
]

/** Negotiating a year's quotas in the open, from the draft to their publication. */
export const negotiationRoutes = (effects: Effects): Operation[] => [
  draftRoute(effects),
  ...conductRoutes(effects),
  ...endRoutes(effects),
]
