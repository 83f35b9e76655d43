import type * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../../effects.ts'
import { actors, institutionOwner } from '../../ledger/fund-operations.ts'
import { paperFault } from '../../total-control/rules/paper.ts'
import { commentOn } from '../comment.ts'
import {
  cityAndItsInstitutionsInPath,
  commentAnswer,
  commentBody,
  counterBody,
  positionAnswer,
  recordOf,
  roundNamed,
  roundParams,
  roundPath,
} from '../fields.ts'
import { changePosition } from '../negotiate.ts'
import { acceptProposal, counterPropose } from '../rules/answer-proposal.ts'
import type { Position, Round } from '../rules/round.ts'

/** Institutions answer for themselves; the city takes down what one asked for on paper, and never its yes. */
const speakers = [...actors, 'institution'] as const

const params = roundParams.extend({ institution: id })
type Place = z.output<typeof params>

const owner = institutionOwner('params')

const changes = ({ params: place }: { readonly params: Place }): string[] => [recordOf(place)]

const shown = (decided: Decision<Position>) =>
  decided.status === 'refused' ? decided : accept(positionAnswer.parse(decided.value))

const refusals = [
  'negotiation.unknown',
  'negotiation.no-position',
  'negotiation.not-open',
  'negotiation.maker-is-speaker',
  'negotiation.too-many-turns',
]

/** What institutions answer in a negotiation, and what is said about it. */
export const negotiationAnswerRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: `${roundPath}/positions/{institution}/counter-proposal`,
    summary: 'An institution asks for another quota than it is offered, with its reason, by the deadline.',
    scopes: speakers,
    params,
    owner,
    body: counterBody,
    answer: positionAnswer,
    refusals: [
      ...refusals,
      'answer.on-paper',
      'negotiation.agreed-already',
      'negotiation.too-late',
      'negotiation.other-care',
      'quota.below-past-months',
    ],
    changes,
    handle: async ({ params: place, body, caller, by, today, commandId }) => {
      const fault = paperFault(caller, body.paper)
      if (fault) return fault
      const counter = { ...body, by: by.subject, on: today, commandId }
      const { institution } = place
      const decide = (round: Round, position: Position) => counterPropose(counter, round, position)
      return shown(await changePosition(roundNamed(place), institution, decide, effects))
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${roundPath}/positions/{institution}/acceptance`,
    summary: 'An institution takes the quota it is offered.',
    scopes: ['institution'],
    params,
    owner,
    answer: positionAnswer,
    refusals,
    changes,
    handle: async ({ params: place, by, today, commandId }) =>
      shown(
        await changePosition(
          roundNamed(place),
          place.institution,
          (round, position) => acceptProposal({ by: by.subject, on: today, commandId }, round, position),
          effects,
        ),
      ),
  }),
  defineOperation({
    method: 'POST',
    path: `${roundPath}/comments`,
    summary: 'Says something about a round, for everybody in it to read.',
    scopes: speakers,
    params: roundParams,
    owner: cityAndItsInstitutionsInPath,
    body: commentBody,
    status: 201,
    answer: commentAnswer,
    refusals: ['negotiation.unknown', 'negotiation.not-open'],
    changes: ({ params: round }) => [recordOf(round)],
    handle: async ({ params: round, body: { text }, caller: { institution }, today, commandId }) => {
      const comment = { commentId: stableId('NC-', commandId), institution, on: today, text }
      const made = await commentOn(roundNamed(round), comment, effects)
      return made.status === 'refused' ? made : accept(commentAnswer.parse(made.value))
    },
  }),
]
