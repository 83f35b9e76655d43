import type { NightlyChecks } from '#shared/edge/runs/check-records.ts'
import { dataKeyKey } from '#shared/edge/secrets/key-ring.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Stored } from '#shared/edge/store/store.ts'
import { coverages } from '../coverage/store.ts'
import { certificateKey, coverageKey, identityKey } from '../keys.ts'
import { keyOfSealed, tokenKey } from '../person/rules/sealing-keys.ts'
import { certificates, identities } from '../person/store.ts'
import { invariantsOfPersons, invariantsOfRecords } from './invariants.ts'

/**
 * Where the others of a person's three records are, as each of them tells: the certificate is told by the identity only, and
 * so are the keys.
 */
const keysOfPerson = (item: Stored): Key[] => {
  if (certificates.is(item)) {
    const claim = certificates.from(item)
    return [identityKey(claim), coverageKey(claim)]
  }
  if (identities.is(item)) {
    const identity = identities.from(item)
    const keys = [tokenKey, keyOfSealed(identity.sealed)].map((name) => dataKeyKey({ name }))
    return [certificateKey({ token: identity.tokens.certificate }), coverageKey(identity), ...keys]
  }
  if (!coverages.is(item)) return []
  const { insured } = coverages.from(item)
  return [identityKey(insured), coverageKey(insured)]
}

/**
 * Every person, by all the invariants: coverage by itself, and the three records of a person together wherever one of them
 * is met. A second claim on a certificate, which their own records do not tell of, is met by itself. Of 60 million persons a
 * part is half a million, some seven hundred pages; with so many more parts than are worked on side by side these are all
 * busy to the end, and other work of the queue waits for one call and not for a part.
 */
export const nightlyChecks: NightlyChecks = {
  parts: 128,
  looks: [
    { invariants: invariantsOfRecords },
    { invariants: invariantsOfPersons, whole: (records, store) => readWhole(records, keysOfPerson, store) },
  ],
}
