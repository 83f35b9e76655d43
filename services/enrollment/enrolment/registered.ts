import type { Store } from '#shared/edge/store/store.ts'
import type { VersionedRecord } from '../coverage/store.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import { readHolders } from '../person/holders.ts'
import type { CertificateTokens } from '../person/secrets.ts'
import type { Identity } from '../person/store.ts'
import { goesOnAs, identities } from '../person/store.ts'

/** A registered person, whole. */
export type RegisteredPerson = { readonly identity: Identity; readonly record: VersionedRecord }

/** Who persons turned out to be, and who those did: nobody is followed to where they were before. */
const followed = async (store: Store, first: readonly string[]): Promise<ReadonlyMap<string, Identity>> => {
  const known = new Map<string, Identity>()
  for (let open = first; open.length > 0; ) {
    const read = await identities.readMany(
      store,
      open.map((personId) => ({ personId })),
    )
    const found = read.flatMap((each) => each ?? [])
    for (const each of found) known.set(each.personId, each)
    open = [...new Set(found.flatMap((each) => goesOnAs(each) ?? []))].filter((each) => !known.has(each))
  }
  return known
}

const isWhoIn = (known: ReadonlyMap<string, Identity>, personId: string): string => {
  const identity = known.get(personId)
  const next = identity && goesOnAs(identity)
  return next === undefined ? personId : isWhoIn(known, next)
}

/**
 * The persons registered under certificates, by their tokens, in the order asked for; undefined where there is none. Whoever
 * turned out to be another is that one.
 */
export const readRegistered = async (
  store: Store,
  sought: readonly CertificateTokens[],
): Promise<(RegisteredPerson | undefined)[]> => {
  const holders = await readHolders(store, sought)
  const claimed = [...new Set(holders.flatMap((personId) => personId ?? []))]
  const [known, first] = await Promise.all([
    followed(store, claimed),
    coverages.readMany(store, claimed.map(ofPerson)),
  ])
  const records = new Map(claimed.map((personId, index) => [personId, first[index]] as const))
  const others = [...known.keys()].filter((personId) => !records.has(personId))
  const further = await coverages.readMany(store, others.map(ofPerson))
  for (const [index, personId] of others.entries()) records.set(personId, further[index])
  return holders.map((holder) => {
    if (holder === undefined) return undefined
    const personId = isWhoIn(known, holder)
    const [identity, record] = [known.get(personId), records.get(personId)]
    return identity && record && { identity, record }
  })
}
