import * as z from 'zod'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../../effects.ts'
import { actors, fundFor } from '../../ledger/fields.ts'
import { draftNegotiation } from '../draft-negotiation.ts'
import {
  draftBody,
  newProposalsBody,
  positionAnswer,
  proposalBody,
  roundAnswer,
  roundNamed,
  roundPath,
} from '../fields.ts'
import { changePositions, stepRound } from '../negotiate.ts'
import { publishNegotiation } from '../publish-negotiation.ts'
import { agreeRound, proposeRound } from '../rules/conduct-round.ts'
import { proposeAnew } from '../rules/propose-anew.ts'

const draftRoute = (effects: Effects): Route =>
  defineRoute({
    method: 'POST',
    path: '/v1/budget/negotiations',
    summary:
      'Drafts quotas to be negotiated: an approved target by formula, or those in force by a change of volume.',
    scopes: actors,
    body: draftBody,
    answer: roundAnswer,
    problems: [
      'target.not-approved',
      'quota.bounds-too-narrow',
      'quota.institution-twice',
      'quota.institution-left-out',
      'quota.no-history',
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
    handle: async ({ caller, body, today }) => {
      const { year, basis, from, reason } = body
      const command = { fund: fundFor(caller, body), year, basis, from, reason }
      const round = await draftNegotiation(effects, { ...command, by: caller.subject, on: today })
      return { status: 201, body: round }
    },
  })

const conductRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${roundPath}/proposal`,
    summary: 'Proposes drafted quotas to all institutions, who may answer until a day.',
    scopes: actors,
    body: proposalBody,
    answer: roundAnswer,
    problems: ['negotiation.unknown', 'negotiation.proposed-already', 'negotiation.deadline-past'],
    handle: async ({ caller, params, body, today }) => {
      const signed = { by: caller.subject, on: today, ...body }
      const round = await stepRound(effects, roundNamed(caller, params), (state) =>
        proposeRound(signed, state),
      )
      return { status: 200, body: round }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${roundPath}/new-proposals`,
    summary: 'Proposes other quotas to up to 40 institutions: what one gains, others of them lose.',
    scopes: actors,
    body: newProposalsBody,
    answer: z.strictObject({ positions: z.array(positionAnswer) }),
    problems: [
      'negotiation.unknown',
      'negotiation.no-position',
      'negotiation.not-open',
      'negotiation.sum-moved',
      'negotiation.other-care',
      'negotiation.deadline-past',
      'negotiation.too-many-turns',
      'quota.below-past-months',
    ],
    handle: async ({ caller, params, body, today }) => {
      const institutions = body.proposals.map(({ institution }) => institution)
      const positions = await changePositions(
        effects,
        roundNamed(caller, params),
        institutions,
        (round, before) => proposeAnew({ ...body, on: today }, round, before),
      )
      return { status: 200, body: { positions } }
    },
  }),
]

const endRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${roundPath}/agreement`,
    summary: 'Ends a round that nobody contests; silence until the deadline counts as agreeing.',
    scopes: actors,
    answer: roundAnswer,
    problems: [
      'negotiation.unknown',
      'negotiation.not-open',
      'negotiation.contested',
      'negotiation.still-open',
    ],
    handle: async ({ caller, params, today }) => {
      const signed = { by: caller.subject, on: today }
      const round = await stepRound(effects, roundNamed(caller, params), (state) => agreeRound(signed, state))
      return { status: 200, body: round }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${roundPath}/publication`,
    summary: "Publishes an agreed round as the next version of the year's quotas, by another hand.",
    scopes: actors,
    answer: roundAnswer,
    problems: [
      'negotiation.unknown',
      'negotiation.not-agreed',
      'negotiation.maker-is-checker',
      'negotiation.month-settled',
      'negotiation.changed-meanwhile',
      'quota-plan.published',
    ],
    handle: async ({ caller, params, today }) => {
      const signed = { by: caller.subject, on: today }
      return { status: 200, body: await publishNegotiation(effects, roundNamed(caller, params), signed) }
    },
  }),
]

/** Negotiating a year's quotas in the open, from the draft to their publication. */
export const negotiationRoutes = (effects: Effects): Route[] => [
  draftRoute(effects),
  ...conductRoutes(effects),
  ...endRoutes(effects),
]
