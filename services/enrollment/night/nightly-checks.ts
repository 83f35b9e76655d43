import type { NightlyChecks } from '#shared/edge/runs/check-records.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Stored } from '#shared/edge/store/store.ts'
import { nameCorrections } from '../correction/store.ts'
import { coverages } from '../coverage/store.ts'
import { coverageKey, identityKey, idNumberKey, nameCorrectionKey } from '../keys.ts'
import { identities, idNumbers } from '../person/store.ts'
import { invariantsOfRecords, realPersons, registeredOnce } from './invariants.ts'

/** Where the others of a person's three records are, as each of them tells: the ID number is told by the identity only. */
const keysOfPerson = (item: Stored): Key[] => {
  if (idNumbers.is(item)) {
    const claim = idNumbers.from(item)
    return [identityKey(claim), coverageKey(claim)]
  }
  if (identities.is(item)) {
    const identity = identities.from(item)
    return [idNumberKey(identity), coverageKey(identity)]
  }
  if (!coverages.is(item)) return []
  const { insured } = coverages.from(item)
  return [identityKey(insured), coverageKey(insured)]
}

/** Where the corrections of a person's name are, and whose name it is. */
const keysOfNames = (item: Stored): Key[] => {
  if (nameCorrections.is(item)) return [identityKey(nameCorrections.from(item))]
  if (!identities.is(item)) return []
  const { personId, namesCorrected = 0 } = identities.from(item)
  return Array.from({ length: namesCorrected }, (_, index) =>
    nameCorrectionKey({ personId, number: index + 1 }),
  )
}

/**
 * Every person, by all the invariants: coverage by itself, and the three records of a person together wherever one of
 * them is met. A second claim on an ID number, which their own records do not tell of, is met by itself. Of 60 million
 * persons a part is half a million, some seven hundred pages. There are many more parts than are worked on side by
 * side, so these are all busy to the end. Other work of the queue waits for one call and not for a part.
 */
export const nightlyChecks: NightlyChecks = {
  parts: 128,
  looks: [
    { invariants: [realPersons], whole: (records, store) => readWhole(records, keysOfNames, store) },
    { invariants: invariantsOfRecords },
    { invariants: [registeredOnce], whole: (records, store) => readWhole(records, keysOfPerson, store) },
  ],
}
