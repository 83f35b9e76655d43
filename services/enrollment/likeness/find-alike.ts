import type { Day } from '#shared/calendar/day.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Hand } from '../person/rules/insured.ts'
import { lastSpell } from '../person/rules/insured.ts'
import type { Likeness } from './rules/likeness.ts'
import { divisionOf, likenessIdOf } from './rules/likeness.ts'
import { likenesses, namesakes } from './store.ts'

/** Someone who comes to stand among their namesakes. */
type Newcomer = {
  readonly personId: string
  readonly city: string
  /** The token of name, sex and birth day. */
  readonly token: string
  readonly on: Day
  readonly by?: Hand
}

/**
 * Of one name, sex and birth day there are a dozen in a province at most. Of more the latest are compared with, so that a
 * registration stays one transaction of bounded size.
 */
const mostNamesakes = 60

export type FoundAlike = {
  /** To be written with what makes them alike. */
  readonly writes: readonly Write[]
  /** What is told: pairs that nobody decided on yet. */
  readonly alike: readonly string[]
}

const nobody: FoundAlike = { writes: [], alike: [] }

/** The pairs of a newcomer with others, but for those that are known: decided once, they are not told again. */
const pairsOf = async (
  { personId, city, on, by }: Newcomer,
  others: readonly string[],
  store: Store,
): Promise<FoundAlike> => {
  const ids = others.map((other) => ({ likenessId: likenessIdOf(other, personId) }))
  const [known, records] = await Promise.all([
    likenesses.readMany(store, ids),
    coverages.readMany(store, others.map(ofPerson)),
  ])
  const found = others.flatMap((other, index): Likeness[] => {
    const [record, likenessId] = [records[index], ids[index]?.likenessId]
    if (known[index] || likenessId === undefined) return []
    // Whose coverage is lost is told by the night; whoever decides on the pair is the province then.
    const division = record ? divisionOf([lastSpell(record.insured).city, city]) : provinceCode
    const of = { likenessId, version: 1, persons: [other, personId] as const, division, foundOn: on }
    return [{ ...of, ...(by ? { foundBy: by } : {}), status: 'open' }]
  })
  const stillOpen = known.flatMap((each) => (each?.status === 'open' ? [each.likenessId] : []))
  return {
    writes: found.map((each) => likenesses.create(each)),
    alike: [...stillOpen, ...found.map(({ likenessId }) => likenessId)].sort(),
  }
}

/** Finds who is alike to a newcomer by their token: no list is read, and no name is stored. */
export const findAlike = async (newcomer: Newcomer, store: Store): Promise<FoundAlike> => {
  const { personId, token } = newcomer
  const group = await namesakes.read(store, { token })
  const persons = group?.persons ?? []
  const others = persons.filter((each) => each !== personId)
  const found = others.length === 0 ? nobody : await pairsOf(newcomer, others, store)
  if (persons.includes(personId)) return found
  const version = group?.version ?? 0
  const next = [...persons, personId].slice(-mostNamesakes)
  return {
    ...found,
    writes: [namesakes.replace({ token, version, persons: next }, version), ...found.writes],
  }
}

/** The pairs that someone is the later of, and that nobody decided on: what they were told when they came, told again. */
export const openPairsOf = async (
  { personId, token }: Pick<Newcomer, 'personId' | 'token'>,
  store: Store,
): Promise<readonly string[]> => {
  const { persons = [] } = (await namesakes.read(store, { token })) ?? {}
  const others = persons.filter((each) => each !== personId)
  const known = await likenesses.readMany(
    store,
    others.map((other) => ({ likenessId: likenessIdOf(other, personId) })),
  )
  return known
    .flatMap((each) => (each?.status === 'open' && each.persons[1] === personId ? [each.likenessId] : []))
    .sort()
}

/** The write by which someone stands no more among those they were taken for; nothing where they did not. */
export const leaveNamesakes = async (
  { personId, token }: Pick<Newcomer, 'personId' | 'token'>,
  store: Store,
): Promise<Write[]> => {
  const group = await namesakes.read(store, { token })
  if (!group?.persons.includes(personId)) return []
  const persons = group.persons.filter((each) => each !== personId)
  return [namesakes.replace({ ...group, persons }, group.version)]
}

/** The writes by which someone who turns out to be named, or born, otherwise goes over to other namesakes. */
export const goOver = async (
  { token, ...person }: Newcomer,
  former: string,
  store: Store,
): Promise<readonly Write[]> => {
  const { writes } = await findAlike({ ...person, token }, store)
  if (former === token) return writes
  return [...(await leaveNamesakes({ personId: person.personId, token: former }, store)), ...writes]
}
