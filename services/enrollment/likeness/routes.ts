import * as z from 'zod'
import { daysBetween } from '#shared/calendar/day.ts'
import { id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { plainReason } from '../person/plain-reason.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { refusal } from '../refusals.ts'
import { areTwoPersons } from './decide-likeness.ts'
import { division, likenessAnswer, showLikeness } from './likeness-answer.ts'
import type { Likeness } from './rules/likeness.ts'
import { likenesses, likenessIndex, openLikenesses } from './store.ts'

const path = '/v1/enrollment/likenesses'
const params = z.strictObject({ likenessId: id })
type LikenessRequest = { readonly params: z.output<typeof params> }

/** Parties of what is a city's work; none but the province where it is the province's. */
export const partiesOf = (of: string): Parties => ({ cities: of === provinceCode ? [] : [of] })

type Pair = { readonly likeness: Likeness; readonly records: readonly PersonRecord[] }

/** Pairs with the coverage of both; one whose records are gone is told by the night. */
export const pairsWith = async (found: readonly Likeness[], store: Store): Promise<Pair[]> => {
  const asked = [...new Set(found.flatMap(({ persons }) => persons))]
  const records = await coverages.readMany(store, asked.map(ofPerson))
  const byId = new Map(records.flatMap((each) => (each ? [[each.insured.personId, each] as const] : [])))
  return found.map((likeness) => ({
    likeness,
    records: likeness.persons.flatMap((personId) => byId.get(personId) ?? []),
  }))
}

/** Those of a pair whom the caller reaches: a person may have gone to another city since they were found. */
const reachedIn =
  (reaches: (parties: Parties) => boolean) =>
  ({ records }: Pair): PersonRecord[] =>
    records.filter(({ insured }) => reaches({ cities: [lastSpell(insured).city] }))

const ofLikeness = (effects: Effects) =>
  ({
    whose: 'recorded',
    as: 'the city of both persons, or the province',
    unknown: () => refusal('likeness.unknown', { field: 'likenessId' }),
    find: async ({ params: { likenessId } }: LikenessRequest) => {
      const likeness = await likenesses.read(effects.store, { likenessId })
      const [found] = likeness ? await pairsWith([likeness], effects.store) : []
      return found && { parties: partiesOf(found.likeness.division), found }
    },
  }) as const

const read = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{likenessId}`,
    summary: 'Two persons of one name, sex and birth day under two certificates, and what was decided.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: ofLikeness(effects),
    answer: likenessAnswer,
    refusals: ['likeness.unknown'],
    persons: (_, { persons }) => persons.map(({ personId }) => personId),
    handle: async ({ found, today, reaches }) => {
      const { likeness } = found
      return accept(showLikeness(likeness, reachedIn(reaches)(found), daysBetween(likeness.foundOn, today)))
    },
  })

const twoPersons = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{likenessId}/two-persons`,
    summary:
      'Decides that two who are alike are two persons; they are not told again. By another person than made them alike.',
    scopes: ['province', 'city'],
    params,
    owner: ofLikeness(effects),
    body: z.strictObject({ reason: plainReason }),
    answer: likenessAnswer,
    refusals: ['likeness.unknown', 'likeness.decided', 'likeness.same-person'],
    changes: ({ params: { likenessId } }) => [`${path}/${likenessId}`],
    handle: async ({ found, body, today, commandId, reaches, by: { subject, division: of } }) => {
      const { likenessId, foundOn } = found.likeness
      const by = { subject, division: of, on: today, commandId }
      const decided = await areTwoPersons(likenessId, { by, reason: body.reason }, effects)
      if (decided.status === 'refused') return decided
      return accept(showLikeness(decided.value, reachedIn(reaches)(found), daysBetween(foundOn, today)))
    },
  })

const mostListed = 100

const list = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'Pairs of persons who are alike and wait for a decision, the oldest first: of a city where it covers both, of the province (340000) where two cities do.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => partiesOf(query.division) },
    query: z.strictObject({ division, cursor: z.string().min(1).max(2_000).optional() }),
    answer: z.strictObject({ likenesses: z.array(likenessAnswer), cursor: z.string().optional() }),
    refusals: ['cursor.unreadable'],
    persons: (_, { likenesses: shown }) =>
      shown.flatMap(({ persons }) => persons.map(({ personId }) => personId)),
    handle: async ({ query, today, reaches }) => {
      const { store } = effects
      const { items, cursor } = await store.page({
        ...{ index: likenessIndex, pk: openLikenesses(query.division), limit: mostListed },
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      })
      // The index holds keys only, and a moment ago it may still have held what is decided by now.
      const stored = await store.getMany(items.map(({ pk, sk }) => ({ pk, sk })))
      const open = stored
        .flatMap((item) => (item ? [likenesses.from(item)] : []))
        .filter(({ status }) => status === 'open')
      const pairs = await pairsWith(open, store)
      return accept({
        likenesses: pairs.map((pair) =>
          showLikeness(pair.likeness, reachedIn(reaches)(pair), daysBetween(pair.likeness.foundOn, today)),
        ),
        ...(cursor === undefined ? {} : { cursor }),
      })
    },
  })

/** Persons who are alike, and what an officer says of them. */
export const likenessRoutes = (effects: Effects): Operation[] => [
  read(effects),
  twoPersons(effects),
  list(effects),
]
