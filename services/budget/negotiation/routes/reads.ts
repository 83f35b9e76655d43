import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { isInstitution } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { cursorField, pageOf, readers } from '../../ledger/fund-operations.ts'
import { refuse } from '../../refusals.ts'
import {
  cityAndItsInstitutionsInPath,
  commentAnswer,
  positionAnswer,
  roundAnswer,
  roundNamed,
  roundParams,
  roundPath,
} from '../fields.ts'
import { findRound } from '../negotiate.ts'
import { pagePositions, readComments } from '../store.ts'

/** Who may follow a negotiation: it is in the open for every institution of the city. */
const followers = [...readers, 'institution'] as const

/** A negotiation as everybody in it sees it. */
export const negotiationReadRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: roundPath,
    summary: 'A round of negotiation: its target, its groups, and how many institutions stand where.',
    scopes: followers,
    params: roundParams,
    owner: cityAndItsInstitutionsInPath,
    answer: roundAnswer,
    refusals: ['negotiation.unknown'],
    handle: async ({ params }) => {
      const found = await findRound(roundNamed(params), effects)
      return found.status === 'refused' ? found : accept(roundAnswer.parse(found.value.value))
    },
  }),
  defineOperation({
    method: 'GET',
    path: `${roundPath}/positions`,
    summary: 'What every institution is offered in a round, how that came about, and each of its turns.',
    scopes: followers,
    params: roundParams,
    owner: cityAndItsInstitutionsInPath,
    query: z.strictObject(cursorField),
    answer: z.strictObject({ positions: z.array(positionAnswer), ...cursorField }),
    refusals: ['negotiation.unknown', 'negotiation.not-open', 'cursor.unreadable'],
    handle: async ({ params, query, caller }) => {
      const found = await findRound(roundNamed(params), effects)
      if (found.status === 'refused') return found
      const round = found.value.value
      // A draft is shown to institutions when it is proposed.
      if (round.status === 'drafted' && isInstitution(caller))
        return refuse('negotiation.not-open', { figures: { round: round.number, status: round.status } })
      const { records, ...page } = await pagePositions(effects.store, round, pageOf(query.cursor))
      return accept({ positions: records.map((each) => positionAnswer.parse(each)), ...page })
    },
  }),
  defineOperation({
    method: 'GET',
    path: `${roundPath}/comments`,
    summary: 'What was said about a round.',
    scopes: followers,
    params: roundParams,
    owner: cityAndItsInstitutionsInPath,
    answer: z.strictObject({ comments: z.array(commentAnswer) }),
    refusals: ['negotiation.unknown'],
    handle: async ({ params }) => {
      const name = roundNamed(params)
      const found = await findRound(name, effects)
      if (found.status === 'refused') return found
      const comments = await readComments(effects.store, name)
      return accept({ comments: comments.map((each) => commentAnswer.parse(each)) })
    },
  }),
]
