import * as z from 'zod'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../../effects.ts'
import { cursorField, pageOf, readers } from '../../ledger/fields.ts'
import { commentAnswer, positionAnswer, roundAnswer, roundNamed, roundPath } from '../fields.ts'
import { roundFor } from '../negotiate.ts'
import { pagePositions, readComments } from '../store.ts'

/** Who may follow a negotiation: it is in the open for every institution of the city. */
const followers = [...readers, 'institution'] as const

/** A negotiation as everybody in it sees it. */
export const negotiationReadRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: roundPath,
    summary: 'A round of negotiation: its target, its groups, and how many institutions stand where.',
    scopes: followers,
    answer: roundAnswer,
    problems: ['negotiation.unknown'],
    handle: async ({ caller, params }) => {
      const { value } = await roundFor(effects, roundNamed(caller, params))
      return { status: 200, body: value }
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${roundPath}/positions`,
    summary: 'What every institution is offered in a round, how that came about, and each of its turns.',
    scopes: followers,
    query: z.strictObject(cursorField),
    answer: z.strictObject({ positions: z.array(positionAnswer), ...cursorField }),
    problems: ['negotiation.unknown', 'negotiation.not-open', 'cursor.unreadable'],
    handle: async ({ caller, params, query }) => {
      const { value } = await roundFor(effects, roundNamed(caller, params))
      if (value.status === 'drafted' && caller.scopes.every((scope) => scope === 'institution'))
        throw problem(404, 'negotiation.not-open', 'a draft is shown to institutions when it is proposed')
      return { status: 200, body: await pagePositions(effects.store, value, pageOf(query.cursor)) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${roundPath}/comments`,
    summary: 'What was said about a round.',
    scopes: followers,
    answer: z.strictObject({ comments: z.array(commentAnswer) }),
    problems: ['negotiation.unknown'],
    handle: async ({ caller, params }) => {
      const { value } = await roundFor(effects, roundNamed(caller, params))
      return { status: 200, body: { comments: await readComments(effects.store, value) } }
    },
  }),
]
