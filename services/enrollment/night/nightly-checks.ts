import type { NightlyChecks } from '#shared/edge/runs/check-records.ts'
import { dataKeyKey } from '#shared/edge/secrets/key-ring.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Stored } from '#shared/edge/store/store.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { aidChanges } from '../aid-list/store.ts'
import type { NameCorrection } from '../correction/rules/decide-name.ts'
import { nameCorrections } from '../correction/store.ts'
import { coverages } from '../coverage/store.ts'
import { disabledPersons } from '../disability/store.ts'
import { divisions } from '../division/store.ts'
import { keysOfPair } from '../duplicate/pair-keys.ts'
import {
  aidListKey,
  certificateKey,
  coverageKey,
  identityKey,
  nameCorrectionKey,
  reportKey,
  startApprovalKey,
  statementKey,
  transferKey,
} from '../keys.ts'
import { keysOfAlike } from '../likeness/alike-keys.ts'
import { keysOfParting } from '../parting/parting-keys.ts'
import { reportsBehind, spellsBeforeDeath } from '../person/rules/insured.ts'
import { keyOfItem, tokenKey } from '../person/rules/sealing-keys.ts'
import type { SecretsRead } from '../person/secrets.ts'
import { certificates, identities } from '../person/store.ts'
import { personReports } from '../report/store.ts'
import { pupils, schools } from '../school/store.ts'
import { transfers } from '../transfer/store.ts'
import type { OpenedIdentity } from './invariants.ts'
import {
  invariantsOfAlike,
  invariantsOfHands,
  invariantsOfPersons,
  invariantsOfRecords,
  realPersons,
} from './invariants.ts'
import { whatWaits } from './what-waits.ts'

/**
 * Where the others of a person's three records are, as each of them tells: the certificate is told by the identity only, and
 * so are the keys.
 */
const keysOfPerson = (item: Stored): Key[] => [...recordsOfPerson(item), ...keysOfSealed(item)]

const recordsOfPerson = (item: Stored): Key[] => {
  if (certificates.is(item)) {
    const claim = certificates.from(item)
    return [identityKey(claim), coverageKey(claim)]
  }
  if (identities.is(item)) {
    const identity = identities.from(item)
    // Identities of the first release have no tokens, which is told of them elsewhere.
    if (identity.tokens === undefined) return [coverageKey(identity)]
    return [certificateKey({ token: identity.tokens.certificate }), coverageKey(identity)]
  }
  if (!coverages.is(item)) return []
  const { insured } = coverages.from(item)
  return [identityKey(insured), coverageKey(insured)]
}

/** The keys that open what is sealed in an item. */
const keysOfSealed = (item: Stored): Key[] => {
  const sealedWith = keyOfItem(item)
  return sealedWith === undefined ? [] : [tokenKey, sealedWith].map((name) => dataKeyKey({ name }))
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

const keysOfReportOf = ({ personId, report }: NameCorrection): Key[] =>
  report === undefined ? [] : [reportKey({ personId, number: report })]

/** Where the releases and the reports are that a coverage goes back to, and the coverage that they were about. */
const keysOfHands = (item: Stored): Key[] => {
  if (aidChanges.is(item)) {
    const page = aidChanges.from(item)
    return [aidListKey(page), ...page.changes.map(coverageKey)]
  }
  if (transfers.is(item)) {
    const { wanted, statementId } = transfers.from(item)
    if (!wanted) return []
    return [
      coverageKey(wanted),
      ...(statementId === undefined ? [] : [statementKey({ personId: wanted.personId, statementId })]),
    ]
  }
  if (personReports.is(item)) {
    const report = personReports.from(item)
    return [coverageKey(report), ...(report.says === 'named' ? [identityKey(report)] : [])]
  }
  if (nameCorrections.is(item)) return keysOfReportOf(nameCorrections.from(item))
  // Which correction a report led to is told by the identity: all of them.
  if (identities.is(item)) return keysOfNames(item)
  if (pupils.is(item)) {
    const pupil = pupils.from(item)
    return [schools.key(pupil), coverageKey(pupil)]
  }
  if (disabledPersons.is(item)) return [coverageKey(disabledPersons.from(item))]
  if (!coverages.is(item)) return []
  const { insured } = coverages.from(item)
  const { personId, unit } = insured
  const spells = spellsBeforeDeath(insured)
  return [
    ...(unit === undefined ? [] : [divisions.key(unit)]),
    ...spells.flatMap(({ transferId }) => (transferId === undefined ? [] : transferKey({ transferId }))),
    ...spells.flatMap(({ earlyStart: early }) =>
      early === undefined ? [] : startApprovalKey({ division: early.by.division, file: early.file }),
    ),
    ...reportsBehind(insured).map((number) => reportKey({ personId, number })),
  ]
}

/** Where those are who are alike, and those who became one. */
const keysOfThem = (item: Stored): Key[] => [
  ...keysOfAlike(item),
  ...keysOfPair(item),
  ...keysOfParting(item),
]

/** What does not open is a fault of the record; that KMS does not answer is none. */
const ifItDoesNotOpen = (error: unknown): undefined => {
  const isOfRecord =
    error instanceof TongchouError && ['secrets.unreadable', 'secrets.key-missing'].includes(error.code)
  if (!isOfRecord) throw error
}

/** An identity as the check of real persons sees it: in memory, while it is judged. */
const openIdentity = async (item: Stored, secrets: SecretsRead): Promise<Stored> => {
  if (!identities.is(item) || item.sealed === undefined) return item
  const identity = identities.from(item)
  const { personId, certificateType: type, tokens, passportOf: country } = identity
  const clear = await secrets.open(personId, identity.sealed).catch(ifItDoesNotOpen)
  if (!clear) return { ...item, isUnreadable: true }
  const { number, name } = clear
  const [certificate, named] = await Promise.all([
    secrets.certificateTokens({ type, number, country }),
    secrets.tokenOf({ by: 'name', name }),
  ])
  const own = [certificate?.certificate, certificate?.passport?.token]
  const isFound = own.includes(tokens.certificate) && named === tokens.name
  const seen: OpenedIdentity = { ...identity, clear: { number, name, isFound } }
  return { ...item, ...seen } as unknown as Stored
}

/**
 * Every person, by all the invariants: coverage by itself, and the three records of a person together wherever one of
 * them is met. A second claim on a certificate, which their own records do not tell of, is met by itself. Of 60 million
 * persons a part is half a million, some seven hundred pages. There are many more parts than are worked on side by
 * side, so these are all busy to the end. Other work of the queue waits for one call and not for a part.
 */
export const nightlyChecks = (secrets: SecretsRead, policy: () => Policy): NightlyChecks => ({
  parts: 128,
  waits: () => whatWaits(policy()),
  looks: [
    {
      invariants: [realPersons],
      whole: async (records, store) => {
        const all = await readWhole(records, keysOfNames, store)
        return Promise.all(all.map((item) => openIdentity(item, secrets)))
      },
    },
    { invariants: invariantsOfRecords },
    { invariants: invariantsOfPersons, whole: (records, store) => readWhole(records, keysOfPerson, store) },
    { invariants: invariantsOfHands, whole: (records, store) => readWhole(records, keysOfHands, store) },
    { invariants: invariantsOfAlike, whole: (records, store) => readWhole(records, keysOfThem, store) },
  ],
})
