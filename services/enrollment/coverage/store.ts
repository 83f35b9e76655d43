import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { divisionLevels, levelOf } from '#shared/kernel/divisions.ts'
import { placeAmong } from '#shared/kernel/hash.ts'
import type { PersonName } from '../keys.ts'
import { coverageKey } from '../keys.ts'
import type { Insured, Place } from '../person/rules/insured.ts'
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

/** Where those stand together whom an employer covers, or who are covered as the same in a city. */
export const rosterIndex = 'gsi2'
export const employerRoster = (city: string, employerId: string): string => `EMPLOYER#${city}#${employerId}`

/** A city's residents are millions: no partition of an index takes all their writes. */
export const rosterShards = 16
export const placeRoster = (
  { city, scheme, employment }: Pick<Place, 'city' | 'scheme' | 'employment'>,
  shard: number,
): string => `ROSTER#${city}#${scheme}#${employment}#${String(shard).padStart(2, '0')}`

/**
 * Where the persons of a township stand together, by their village: a township, or a village of it, is a stretch, and a
 * county those of its townships. No township's writes are too many for a partition.
 */
export const unitIndex = 'gsi3'
export const unitPartition = (code: string): string => `UNIT#${code.slice(0, divisionLevels.township)}`
export const unitPrefix = (code: string): string => (levelOf(code) === 'township' ? '' : `${code}#`)
/** Those of the township itself and of no village of it. */
export const ownPrefix = (code: string): string => `${code}#`

/** Somebody's place among those of their unit: the dead, and whoever turned out to be another, have none. */
const placeInUnit = (insured: Insured) => {
  const { unit, personId, sameAs } = insured
  const isDead = insured.status === 'ended' && insured.reason === 'death'
  if (unit === undefined || sameAs || isDead) return {}
  return { gsi3pk: unitPartition(unit.code), gsi3sk: `${ownPrefix(unit.code)}${personId}` }
}

const rosterOf = (place: Place, personId: string): string =>
  place.employerId === undefined
    ? placeRoster(place, placeAmong(rosterShards, personId))
    : employerRoster(place.city, place.employerId)

export const coverages = defineRecord<VersionedRecord, InsuredName>({
  kind: 'coverage',
  key: ({ insured }) => coverageKey(insured),
  index: ({ insured }) => {
    const { personId } = insured
    const spell = lastSpell(insured)
    return {
      ...(latestAid(insured) === 'none' ? {} : { gsi1pk: aidPartition(spell.city), gsi1sk: personId }),
      ...(insured.status === 'covered' ? { gsi2pk: rosterOf(spell, personId), gsi2sk: personId } : {}),
      ...placeInUnit(insured),
    }
  },
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
