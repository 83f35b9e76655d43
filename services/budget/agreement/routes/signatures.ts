import * as z from 'zod'
import { city } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { isInstitution } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import {
  actors,
  cursorField,
  fundOwner,
  fundParams,
  institutionOwner,
  pageOf,
  readers,
} from '../../ledger/fund-operations.ts'
import { refuse } from '../../refusals.ts'
import { endOne, signOne } from '../answer-proposal.ts'
import { pageProposals, readStandings } from '../proposals.ts'
import { agreement } from '../rules/agreement.ts'
import { agreementProposal } from '../rules/proposal.ts'
import {
  changeRefusals,
  changes,
  handOf,
  number,
  place,
  proposalPath,
  reason,
  resumeRefusals,
  termRefusals,
} from './fields.ts'

const answerRefusals = [
  'agreement.not-proposed',
  'agreement.other-proposal',
  'agreement.proposal-ended',
  'agreement.other-side',
  'agreement.changed-meanwhile',
] as const

const signing = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${proposalPath}/signature`,
    summary: 'Signs what the other side proposed: the agreement, or its change, holds from now on.',
    scopes: [...actors, 'institution'],
    params: place,
    owner: institutionOwner('params'),
    body: z.strictObject({ number }),
    answer: agreement,
    refusals: [
      ...answerRefusals,
      ...changeRefusals,
      ...resumeRefusals,
      ...termRefusals,
      'agreement.already-signed',
      'agreement.same-person',
    ],
    changes,
    hand: ({ made }, { caller }) => (isInstitution(caller) ? made?.institution : made?.office),
    handle: ({ params, body, by, today }) => signOne(effects, params, { ...body, by: handOf(by, today) }),
  })

const endings = (effects: Effects): Operation[] =>
  (
    [
      {
        step: 'refusal',
        end: 'declined',
        summary: 'Declines what the other side proposed, with a reason.',
      },
      {
        step: 'withdrawal',
        end: 'withdrawn',
        summary: 'Takes back what was proposed and the other side did not sign, with a reason.',
      },
    ] as const
  ).map(({ step, end, summary }) =>
    defineOperation({
      method: 'POST',
      path: `${proposalPath}/${step}`,
      summary,
      scopes: [...actors, 'institution'],
      params: place,
      owner: institutionOwner('params'),
      body: z.strictObject({ number, reason }),
      answer: agreementProposal,
      refusals: answerRefusals,
      changes,
      hand: ({ ended }) => ended,
      handle: ({ params, body, by, today }) =>
        endOne(effects, params, { ...body, end, by: handOf(by, today) }),
    }),
  )

const proposalReads = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/agreement-proposals',
    summary:
      'The last proposal of a year between a city and each of its institutions: what waits, and how others ended.',
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ city, year: fundParams.year, ...cursorField }),
    answer: z.strictObject({ proposals: z.array(agreementProposal), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query }) =>
      accept(await pageProposals(store, query.city, query.year, pageOf(query.cursor))),
  }),
  defineOperation({
    method: 'GET',
    path: proposalPath,
    summary: 'What was last proposed between an office and an institution for a year, and what became of it.',
    scopes: [...readers, 'institution'],
    params: place,
    owner: institutionOwner('params'),
    answer: agreementProposal,
    refusals: ['agreement.not-proposed'],
    handle: async ({ params }) => {
      const [found] = await readStandings(store, params, [params.institution])
      return found?.proposal
        ? accept(found.proposal)
        : refuse('agreement.not-proposed', { figures: { year: params.year } })
    },
  }),
]

/** What becomes of a proposal: the other side signs or declines it, or who made it takes it back. */
export const signatureRoutes = (effects: Effects): Operation[] => [
  signing(effects),
  ...endings(effects),
  ...proposalReads(effects),
]
