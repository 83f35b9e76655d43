import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { PersonName } from '../keys.ts'
import { coverageKey } from '../keys.ts'
import { lastSpell, latestAid } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import type { PersonRecord } from './rules/person-record.ts'

/** A record as read, with the version its next write must find. */
export type VersionedRecord = PersonRecord & { readonly version: number }

/** The record tells its person within. */
type InsuredName = { readonly insured: PersonName }

/** Names the record of a person. */
export const ofPerson = (personId: string): InsuredName => ({ insured: { personId } })

/** Where a city's recipients of aid stand together, so that a list of them knows whom it does not name. */
export const aidIndex = 'gsi1'
export const aidPartition = (city: string): string => `AID#${city}`

export const coverages = defineRecord<VersionedRecord, InsuredName>({
  kind: 'coverage',
  key: ({ insured }) => coverageKey(insured),
  index: ({ insured }) =>
    latestAid(insured) === 'none'
      ? undefined
      : { gsi1pk: aidPartition(lastSpell(insured).city), gsi1sk: insured.personId },
})

/** The write of a person's next record, unless it changed since it was read at `version` (0: they have none). */
export const coverageWrite = (record: PersonRecord, version: number): Write =>
  coverages.replace({ ...record, version }, version)

/** The record of a person, where there is one. */
export const findCoverage = async (
  personId: string,
  { store }: { readonly store: Store },
): Promise<Decision<VersionedRecord>> => {
  const record = await coverages.read(store, ofPerson(personId))
  return record ? accept(record) : refuse('enrollment.person-unknown', { field: 'personId' })
}
