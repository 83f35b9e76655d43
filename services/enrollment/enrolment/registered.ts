import type { Store } from '#shared/edge/store/store.ts'
import type { VersionedRecord } from '../coverage/store.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Identity } from '../person/store.ts'
import { certificates, identities } from '../person/store.ts'

/** A registered person, whole. */
export type RegisteredPerson = { readonly identity: Identity; readonly record: VersionedRecord }

/** The persons registered under certificates, by their tokens, in the order asked for; undefined where there is none. */
export const readRegistered = async (
  store: Store,
  tokens: readonly string[],
): Promise<(RegisteredPerson | undefined)[]> => {
  const claims = await certificates.readMany(
    store,
    tokens.map((token) => ({ token })),
  )
  const claimed = [...new Set(claims.flatMap((claim) => claim?.personId ?? []))]
  const [known, covered] = await Promise.all([
    identities.readMany(
      store,
      claimed.map((personId) => ({ personId })),
    ),
    coverages.readMany(store, claimed.map(ofPerson)),
  ])
  const whole = new Map(
    claimed.map((personId, index): [string, RegisteredPerson | undefined] => {
      const [identity, record] = [known[index], covered[index]]
      return [personId, identity && record && { identity, record }]
    }),
  )
  return claims.map((claim) => claim && whole.get(claim.personId))
}
