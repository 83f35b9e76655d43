import type { Employment } from '#shared/contracts/fields.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { coverageKey, coveredPartition, shardNames, shardOf } from '../keys.ts'
import type { CoveredPerson } from './rules/coverage.ts'

/** A city's persons lie in so many index partitions, each a unit of a billing run. */
const shards = 4

export const coverageShards = shardNames(shards)

/** A coverage as stored, with the version its next write replaces. */
export type StoredCoverage = { readonly person: CoveredPerson; readonly version: number }
type CoverageId = { readonly person: Pick<CoveredPerson, 'personId'> }

export const coverageId = (personId: string): CoverageId => ({ person: { personId } })

export const coverages = defineRecord<StoredCoverage, CoverageId>({
  kind: 'coverage',
  key: ({ person }) => coverageKey(person.personId),
  index: ({ person: { personId, city, scheme, employment } }) => ({
    gsi1pk: coveredPartition(city, scheme, shardOf(personId, shards)),
    gsi1sk: `${employment}#${personId}`,
  }),
})

/** The coverages of persons, by id; those never heard of are not in it. */
export const readCoverages = async (
  store: Store,
  personIds: readonly string[],
  freshness: { readonly eventual?: boolean } = {},
): Promise<ReadonlyMap<string, CoveredPerson>> => {
  const found = await coverages.readMany(store, personIds.map(coverageId), freshness)
  return new Map(found.flatMap((each) => (each ? [[each.person.personId, each.person] as const] : [])))
}

/** A page of the persons of one shard of a city whose latest coverage is of a kind of employment, ended ones too. */
export const pageOfCovered = async (
  store: Store,
  { city, shard, employment }: { city: string; shard: string; employment: Employment },
  place: { readonly limit: number; readonly cursor?: string },
): Promise<{ readonly persons: readonly CoveredPerson[]; readonly cursor?: string }> => {
  const scheme: Scheme = employment === 'resident' ? 'resident' : 'employee'
  const { records, ...next } = await coverages.page(store, coveredPartition(city, scheme, shard), {
    ...{ index: 'gsi1', prefix: `${employment}#` },
    ...place,
  })
  return { persons: records.map(({ person }) => person), ...next }
}
