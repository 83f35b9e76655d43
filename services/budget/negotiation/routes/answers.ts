import type { Caller } from '#shared/edge/http/caller.ts'
import { requireInstitution } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../../effects.ts'
import { actors } from '../../ledger/fields.ts'
import { commentAnswer, commentBody, counterBody, positionAnswer, roundNamed, roundPath } from '../fields.ts'
import { changePositions, roundFor } from '../negotiate.ts'
import { acceptProposal, counterPropose } from '../rules/answer-proposal.ts'
import type { Position, Round } from '../rules/round.ts'
import { addComment } from '../store.ts'

/** Institutions answer for themselves; the city takes down what one said on paper. */
const speakers = [...actors, 'institution'] as const

const answer = async (
  effects: Effects,
  caller: Caller,
  params: Readonly<Record<string, string>>,
  decide: (round: Round, position: Position) => Decision<Position>,
) => {
  const name = roundNamed(caller, params)
  const institution = params.institution ?? ''
  requireInstitution(caller, institution, name.fund.city)
  const [position] = await changePositions(effects, name, [institution], (round, [before]) => {
    if (!before) return accept([])
    const decision = decide(round, before)
    return decision.status === 'refused' ? decision : accept([decision.value])
  })
  return { status: 200 as const, body: position ?? {} }
}

const problems = [
  'negotiation.unknown',
  'negotiation.no-position',
  'negotiation.not-open',
  'negotiation.too-many-turns',
  'caller.other-institution',
]

/** What institutions answer in a negotiation, and what is said about it. */
export const negotiationAnswerRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${roundPath}/positions/{institution}/counter-proposal`,
    summary: 'An institution asks for another quota than it is offered, with its reason, by the deadline.',
    scopes: speakers,
    body: counterBody,
    answer: positionAnswer,
    problems: [
      ...problems,
      'negotiation.agreed-already',
      'negotiation.too-late',
      'negotiation.other-care',
      'quota.below-past-months',
    ],
    handle: ({ caller, params, body, today }) =>
      answer(effects, caller, params, (round, position) =>
        counterPropose({ ...body, on: today }, round, position),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: `${roundPath}/positions/{institution}/acceptance`,
    summary: 'An institution takes the quota it is offered.',
    scopes: speakers,
    answer: positionAnswer,
    problems,
    handle: ({ caller, params, today }) =>
      answer(effects, caller, params, (round, position) => acceptProposal({ on: today }, round, position)),
  }),
  defineRoute({
    method: 'POST',
    path: `${roundPath}/comments`,
    summary: 'Says something about a round, for everybody in it to read.',
    scopes: speakers,
    body: commentBody,
    answer: commentAnswer,
    problems: ['negotiation.unknown', 'negotiation.not-open', 'negotiation.other-comment'],
    handle: async ({ caller, params, body, today, idempotencyKey }) => {
      const name = roundNamed(caller, params)
      const { value: round } = await roundFor(effects, name)
      if (round.status !== 'proposed')
        throw problem(422, 'negotiation.not-open', `the round is ${round.status}`)
      const { institution } = caller
      const commentId = stableId('NC-', institution ?? caller.subject, idempotencyKey)
      const comment = { commentId, institution, on: today, text: body.text }
      const stands = await addComment(effects.store, round, comment)
      if (stands.text !== comment.text)
        throw problem(409, 'negotiation.other-comment', 'another comment was made under this key')
      return { status: 201, body: stands }
    },
  }),
]
