import type { Employment } from '#shared/contracts/fields.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { CoveredPerson } from './rules/coverage.ts'
import { shardNames, shardOf } from '../keys.ts'

/** A city's persons lie in so many index partitions, each a unit of a billing run. */
const shards = 4

export const coverageShards = shardNames(shards)

const coverageKey = (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'COVERAGE' })
const shardKey = (city: string, scheme: Scheme, shard: string) => `COVERED#${city}#${scheme}#${shard}`

const toItem = (person: CoveredPerson): Item & Key => ({
  ...coverageKey(person.personId),
  gsi1pk: shardKey(person.city, person.scheme, shardOf(person.personId, shards)),
  gsi1sk: `${person.employment}#${person.personId}`,
  kind: 'coverage',
  person: person as unknown as Item,
})

const toPerson = (item: Stored): CoveredPerson => item.person as unknown as CoveredPerson

const saveCoverage = async (
  store: Store,
  person: CoveredPerson,
  first: Stored | undefined,
): Promise<void> => {
  let stored = first
  await retryConflicts(async () => {
    if (stored && toPerson(stored).version >= person.version) return true
    const written = await store.write([
      { kind: 'replace', item: toItem(person), version: stored ? Number(stored.version) : 0 },
    ])
    if (written.status === 'written') return true
    stored = await store.get(coverageKey(person.personId))
    return undefined
  })
}

/** Takes over each coverage unless a later version is there; events may come late, twice and in any order. */
export const saveCoverages = async (store: Store, persons: readonly CoveredPerson[]): Promise<void> => {
  const latest = new Map<string, CoveredPerson>()
  for (const person of persons) {
    const other = latest.get(person.personId)
    if (!other || other.version < person.version) latest.set(person.personId, person)
  }
  const stored = await store.getMany([...latest.keys()].map(coverageKey))
  await Promise.all([...latest.values()].map((person, index) => saveCoverage(store, person, stored[index])))
}

/** The most items that one read brings. */
const mostKeys = 100

/** The coverages of persons, by id; those never heard of are not in it. */
export const readCoverages = async (
  store: Store,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, CoveredPerson>> => {
  const found = new Map<string, CoveredPerson>()
  for (let start = 0; start < personIds.length; start += mostKeys) {
    const items = await store.getMany(personIds.slice(start, start + mostKeys).map(coverageKey))
    for (const person of items.flatMap((item) => (item ? [toPerson(item)] : [])))
      found.set(person.personId, person)
  }
  return found
}

/** A page of the persons of one shard of a city whose latest coverage is of a kind of employment, ended ones too. */
export const pageOfCovered = async (
  store: Store,
  { city, shard, employment }: { city: string; shard: string; employment: Employment },
  place: { readonly limit: number; readonly cursor?: string },
): Promise<{ readonly persons: readonly CoveredPerson[]; readonly cursor?: string }> => {
  const scheme: Scheme = employment === 'resident' ? 'resident' : 'employee'
  const { items, cursor } = await store.page({
    ...{ index: 'gsi1', pk: shardKey(city, scheme, shard), prefix: `${employment}#` },
    ...place,
  })
  const persons = items.map(toPerson)
  return cursor === undefined ? { persons } : { persons, cursor }
}
