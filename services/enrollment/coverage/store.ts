import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Key, Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { Sex } from '../person/rules/id-number.ts'
import type { PersonRecord } from './rules/person-record.ts'

/** Who a person is in the register of residents; kept apart so that nothing else carries it. */
export type Identity = {
  readonly personId: string
  readonly idNumber: string
  readonly name: string
  readonly sex: Sex
  readonly birthOn: string
}

/** A record as read, with the version its next write must find. */
export type VersionedRecord = PersonRecord & { readonly version: number }

const idNumberKey = (idNumber: string): Key => ({ pk: `ID#${idNumber}`, sk: 'ID' })
const identityKey = (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'IDENTITY' })
const coverageKey = (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'COVERAGE' })

/** A coverage item as a record. */
export const toRecord = (item: Stored): VersionedRecord => item as unknown as VersionedRecord

const toItem = (record: PersonRecord): Item & Key => {
  const { insured, coverageVersion, entitlements, commands, changedOn } = record
  const fields = { insured, coverageVersion, entitlements, commands, changedOn }
  return { ...coverageKey(insured.personId), kind: 'coverage', ...(fields as unknown as Item) }
}

/** Where the others of a person's three records are, as each of them tells: the ID number is told by the identity only. */
export const keysOfPerson = (item: Stored): Key[] => {
  switch (item.kind) {
    case 'id-number':
      return [identityKey(String(item.personId)), coverageKey(String(item.personId))]
    case 'identity':
      return [idNumberKey(String(item.idNumber)), coverageKey(String(item.personId))]
    case 'coverage': {
      const { personId } = toRecord(item).insured
      return [identityKey(personId), coverageKey(personId)]
    }
    default:
      return []
  }
}

/** The writes that register a person: his ID number is claimed with his first coverage, so nobody is there twice. */
export const registrationWrites = (identity: Identity, record: PersonRecord): Write[] => {
  const { personId, idNumber } = identity
  return [
    { kind: 'create', item: { ...idNumberKey(idNumber), kind: 'id-number', personId } },
    { kind: 'create', item: { ...identityKey(personId), kind: 'identity', ...identity } },
    { kind: 'replace', item: toItem(record), version: 0 },
  ]
}

/** The write that replaces a record unless it changed since it was read. */
export const recordWrite = (record: PersonRecord, { version }: { readonly version: number }): Write => ({
  kind: 'replace',
  item: toItem(record),
  version,
})

export const readRecord = async (store: Store, personId: string): Promise<VersionedRecord | undefined> => {
  const item = await store.get(coverageKey(personId))
  return item && toRecord(item)
}

/** The records of up to 100 persons, in the order asked for. */
export const readRecords = async (
  store: Store,
  personIds: readonly string[],
): Promise<(VersionedRecord | undefined)[]> =>
  (await store.getMany(personIds.map(coverageKey))).map((item) => item && toRecord(item))

const findByIdNumber = async (store: Store, idNumber: string): Promise<string | undefined> => {
  const claim = await store.get(idNumberKey(idNumber))
  return claim && String(claim.personId)
}

/** A registered person, whole. */
export type Registered = { readonly identity: Identity; readonly record: VersionedRecord }

/** The person registered under an ID number; undefined when there is none. */
export const readRegistered = async (store: Store, idNumber: string): Promise<Registered | undefined> => {
  const personId = await findByIdNumber(store, idNumber)
  if (personId === undefined) return undefined
  const [identity, coverage] = await store.getMany([identityKey(personId), coverageKey(personId)])
  return wholePerson(identity, coverage)
}

const wholePerson = (identity: Stored | undefined, coverage: Stored | undefined): Registered | undefined =>
  identity && coverage ? { identity: identity as unknown as Identity, record: toRecord(coverage) } : undefined

/** Persons that one read brings whole: two items each. */
const groupSize = 50

/** The persons registered under ID numbers, in the order asked for; undefined where there is none. */
export const readAllRegistered = async (
  store: Store,
  idNumbers: readonly string[],
): Promise<(Registered | undefined)[]> => {
  const registered: (Registered | undefined)[] = []
  for (let start = 0; start < idNumbers.length; start += groupSize) {
    const claims = await store.getMany(idNumbers.slice(start, start + groupSize).map(idNumberKey))
    const personIds = claims.flatMap((claim) => (claim ? [String(claim.personId)] : []))
    const keys = personIds.flatMap((personId) => [identityKey(personId), coverageKey(personId)])
    const items = keys.length === 0 ? [] : await store.getMany(keys)
    const whole = new Map(
      personIds.map((personId, index) => [personId, wholePerson(items[2 * index], items[2 * index + 1])]),
    )
    registered.push(...claims.map((claim) => claim && whole.get(String(claim.personId))))
  }
  return registered
}

/** The identity stored under a person's id, if the id is in use. */
export const readIdentity = async (store: Store, personId: string): Promise<Identity | undefined> =>
  (await store.get(identityKey(personId))) as unknown as Identity | undefined
