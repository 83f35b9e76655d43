import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { decidedHand } from '#shared/kernel/second-hand.ts'
import type { Effects } from '../effects.ts'
import { division } from '../likeness/likeness-answer.ts'
import { partiesOf } from '../likeness/routes.ts'
import { plainReason } from '../person/plain-reason.ts'
import { refusal } from '../refusals.ts'
import { decideDuplicates } from './decide.ts'
import { decisionAnswer, showDecision } from './decision-answer.ts'
import { proposeDuplicates } from './propose.ts'
import { decisionIndex, duplicateDecisions, waitingDecisions } from './store.ts'

const path = '/v1/enrollment/duplicate-decisions'
const params = z.strictObject({ decisionId: id })
type DecisionRequest = { readonly params: z.output<typeof params> }

/** Pairs decided on at once: an item holds them with their effects, and a person can look through them. */
const mostPairs = 100

const ofDecision = (effects: Effects) =>
  ({
    whose: 'recorded',
    as: 'the city of the persons, or the province',
    unknown: () => refusal('duplicate.unknown', { field: 'decisionId' }),
    find: async ({ params: { decisionId } }: DecisionRequest) => {
      const found = await duplicateDecisions.read(effects.store, { decisionId })
      return found && { parties: partiesOf(found.division), found }
    },
  }) as const

const personsIn = ({ pairs }: z.output<typeof decisionAnswer>): string[] =>
  pairs.flatMap(({ keeps, ends }) => [keeps, ends])

const propose = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Proposes that pairs of persons who are alike are one person each, and who of the two goes on. Answers what that does to each; nothing changes until another person approves it.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => partiesOf(body.division) },
    body: z.strictObject({
      division,
      reason: plainReason,
      pairs: z
        .array(z.strictObject({ likenessId: id, keeps: id.meta({ description: 'who goes on' }) }))
        .min(1)
        .max(mostPairs),
    }),
    status: 201,
    answer: decisionAnswer,
    refusals: [
      'likeness.unknown',
      'likeness.decided',
      'duplicate.not-of-the-pair',
      'duplicate.twice-in-one',
      'duplicate.merged-already',
      'duplicate.keep-the-covered',
      'duplicate.keep-the-numbered',
      'duplicate.one-is-dead',
      'policy.missing',
    ],
    changes: (_, { decisionId }) => [`${path}/${decisionId}`],
    handle: async ({ body, commandId, today, by: { subject, division: of } }) => {
      const by = { subject, division: of, on: today }
      const proposed = await proposeDuplicates({ ...body, by, commandId }, effects)
      return proposed.status === 'refused' ? proposed : accept(await showDecision(proposed.value, effects))
    },
  })

const decided = ['duplicate.unknown', 'duplicate.decided', 'duplicate.same-person']
const changes = ({ params: { decisionId } }: DecisionRequest): string[] => [`${path}/${decisionId}`]

const approve = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{decisionId}/approval`,
    summary:
      'Approves a decision on duplicates, by another than proposed it: a run makes one person of each pair, the wrong coverage ends, and subsidies and claims follow.',
    scopes: ['province', 'city'],
    params,
    owner: ofDecision(effects),
    status: 202,
    answer: decisionAnswer,
    refusals: decided,
    changes: (asked, answer) => [
      ...changes(asked),
      ...personsIn(answer).map((personId) => `/v1/enrollment/persons/${personId}`),
    ],
    hand: decidedHand,
    handle: async ({ params: { decisionId }, commandId, today, by: { subject, division: of } }) => {
      const by = { subject, division: of, on: today, commandId }
      const approved = await decideDuplicates(decisionId, { as: 'approved', by }, effects)
      return approved.status === 'refused' ? approved : accept(await showDecision(approved.value, effects))
    },
  })

const refuseDecision = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{decisionId}/refusal`,
    summary:
      'Refuses a decision on duplicates with a reason; the pairs stay open. By another than proposed it.',
    scopes: ['province', 'city'],
    params,
    owner: ofDecision(effects),
    body: z.strictObject({ reason: plainReason }),
    answer: decisionAnswer,
    refusals: decided,
    changes,
    hand: decidedHand,
    handle: async ({ params: { decisionId }, body, commandId, today, by: { subject, division: of } }) => {
      const by = { subject, division: of, on: today, commandId }
      const command = { as: 'refused', refusedFor: body.reason, by } as const
      const refused = await decideDuplicates(decisionId, command, effects)
      return refused.status === 'refused' ? refused : accept(await showDecision(refused.value, effects))
    },
  })

const read = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{decisionId}`,
    summary: 'A decision on duplicates: each pair, what making it one does, and what the run came to.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: ofDecision(effects),
    answer: decisionAnswer,
    refusals: ['duplicate.unknown'],
    persons: (_, answer) => personsIn(answer),
    handle: async ({ found }) => accept(await showDecision(found, effects)),
  })

const mostListed = 20

const waiting = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'The decisions on duplicates of a city, or of the province (340000), that wait for a second hand.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => partiesOf(query.division) },
    query: z.strictObject({ division, cursor: z.string().min(1).max(2_000).optional() }),
    answer: z.strictObject({ decisions: z.array(decisionAnswer), cursor: z.string().optional() }),
    refusals: ['cursor.unreadable'],
    persons: (_, { decisions }) => decisions.flatMap(personsIn),
    handle: async ({ query }) => {
      const { store } = effects
      const { items, cursor } = await store.page({
        ...{ index: decisionIndex, pk: waitingDecisions(query.division), limit: mostListed },
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      })
      // The index holds keys only, and a moment ago it may still have held what is decided by now.
      const stored = await store.getMany(items.map(({ pk, sk }) => ({ pk, sk })))
      const open = stored
        .flatMap((item) => (item ? [duplicateDecisions.from(item)] : []))
        .filter(({ status }) => status === 'proposed')
      const decisions = await Promise.all(open.map((each) => showDecision(each, effects)))
      return accept({ decisions, ...(cursor === undefined ? {} : { cursor }) })
    },
  })

/** Persons who are registered twice: that they are one is proposed by one hand, and done when another approves it. */
export const duplicateRoutes = (effects: Effects): Operation[] => [
  propose(effects),
  approve(effects),
  refuseDecision(effects),
  read(effects),
  waiting(effects),
]
