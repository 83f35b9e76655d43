import * as z from 'zod'
import { day, id, month, yearInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { isInstitution } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields, fundYearFields } from '../../ledger/fields.ts'
import { cursorField, pageOf, readers } from '../../ledger/fund-operations.ts'
import { refuse } from '../../refusals.ts'
import { cityOrOneOfItsInstitutions } from '../../total-control/parties.ts'
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
import type { Round } from '../rules/round.ts'
import { listRounds, pagePositions, readComments, readPositions } from '../store.ts'

/** Who may follow a negotiation: it is in the open for every institution of the city. */
const followers = [...readers, 'institution'] as const

const listedRound = z.strictObject({
  ...fundYearFields,
  number: z.int(),
  status: roundAnswer.shape.status,
  from: month.optional(),
  answerBy: day.optional().meta({ description: 'the last day on which anybody can still answer' }),
  counts: roundAnswer.shape.counts,
  position: z
    .strictObject({
      institution: id,
      status: positionAnswer.shape.status,
      amounts: positionAnswer.shape.amounts,
      answerBy: day,
    })
    .optional()
    .meta({
      description: 'where the institution stands that was asked for; absent where it is not in the round',
    }),
})

/** Where an institution stands in a round that is in the open, and until when it may answer. */
const positionIn = async (round: Round, institution: string | undefined, { store }: Effects) => {
  if (institution === undefined || round.status === 'drafted') return undefined
  const [found] = await readPositions(store, round, [institution])
  if (!found) return undefined
  const { status, amounts, answerBy = round.firstAnswerBy } = found.value
  return { institution, status, amounts, answerBy }
}

const roundList = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/negotiations',
    summary:
      "A year's rounds of negotiation and how far each is; for one institution, where it stands and until when it may answer. An institution sees its own.",
    scopes: followers,
    owner: cityOrOneOfItsInstitutions,
    query: z.strictObject({
      ...fundFields,
      year: yearInText,
      institution: id.optional().meta({ description: 'also where it stands' }),
    }),
    answer: z.strictObject({ rounds: z.array(listedRound) }),
    refusals: [],
    handle: async ({ query: { year, institution, ...fund }, caller }) => {
      const all = await listRounds(effects.store, fund, year)
      // A draft is shown to institutions when it is proposed.
      const open = all.filter(({ status }) => status !== 'drafted' || !isInstitution(caller))
      const positions = await Promise.all(open.map((round) => positionIn(round, institution, effects)))
      const rounds = open.map((round, at) => {
        const { number, status, from, counts } = round
        const answerBy = round.status === 'drafted' ? undefined : round.answerBy
        return { ...fund, year, number, status, from, answerBy, counts, position: positions[at] }
      })
      return accept({ rounds })
    },
  })

/** A negotiation as everybody in it sees it. */
export const negotiationReadRoutes = (effects: Effects): Operation[] => [
  roundList(effects),
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
