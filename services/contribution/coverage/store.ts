import type { Employment } from '#shared/contracts/fields.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { coverageKey, coveredPartition, shardNames, shardOf } from '../keys.ts'
import type { CoveredPerson } from './rules/coverage.ts'
import { paysOn } from './rules/coverage.ts'

/** A city's persons lie in so many index partitions, each a unit of a billing run. */
const shards = 4

export const coverageShards = shardNames(shards)

/** Before the ids of the retired who pay on: they stand together, among all the retired. */
const payingOn = 'pays-on#'

/** A coverage as stored, with the version its next write replaces. */
export type StoredCoverage = { readonly person: CoveredPerson; readonly version: number }
type CoverageId = { readonly person: Pick<CoveredPerson, 'personId'> }

export const coverageId = (personId: string): CoverageId => ({ person: { personId } })

export const coverages = defineRecord<StoredCoverage, CoverageId>({
  kind: 'coverage',
  key: ({ person }) => coverageKey(person.personId),
  index: ({ person }) => ({
    gsi1pk: coveredPartition(person.city, person.scheme, shardOf(person.personId, shards)),
    gsi1sk: `${person.employment}#${paysOn(person) ? payingOn : ''}${person.personId}`,
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

/** A kind of employment, or of the retired only those who pay on. */
export type CoveredAs = Employment | 'paying-on'

/** A page of the persons of one shard of a city whose latest coverage is of a kind, ended ones too. */
export const pageOfCovered = async (
  store: Store,
  { city, shard, employment }: { city: string; shard: string; employment: CoveredAs },
  place: { readonly limit: number; readonly cursor?: string },
): Promise<{ readonly persons: readonly CoveredPerson[]; readonly cursor?: string }> => {
  const scheme: Scheme = employment === 'resident' ? 'resident' : 'employee'
  const { records, ...next } = await coverages.page(store, coveredPartition(city, scheme, shard), {
    ...{ index: 'gsi1', prefix: employment === 'paying-on' ? `retired#${payingOn}` : `${employment}#` },
    ...place,
  })
  return { persons: records.map(({ person }) => person), ...next }
}
