import { addDays } from '#shared/calendar/day.ts'
import { faultsOfImport } from '#shared/kernel/import-faults.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { nameFault } from '#shared/kernel/person-name.ts'
import { aidFollowsItsList } from '../aid-list/invariants.ts'
import type { NameCorrection } from '../correction/rules/decide-name.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { disabledAreRegistered } from '../disability/invariants.ts'
import { unitsOfTheirCity } from '../division/invariants.ts'
import { onePersonOnce } from '../duplicate/invariants.ts'
import { earlyStartsByTwo } from '../enrolment/start-invariant.ts'
import type { DayRange } from '../entitlement/rules/day-range.ts'
import { overlap, without } from '../entitlement/rules/day-range.ts'
import { importOutcomes } from '../import/import-outcomes.ts'
import { alikeAreTold } from '../likeness/invariants.ts'
import { partedItemByItem } from '../parting/invariants.ts'
import { passportHolders } from '../person/holders.ts'
import { certificateFault } from '../person/rules/certificate-fault.ts'
import { faultsOfHiding } from '../person/rules/hiding.ts'
import type { CoverageSpell, EntitledSpell, Insured } from '../person/rules/insured.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { keyOfItem, tokenKey } from '../person/rules/sealing-keys.ts'
import type { Identity } from '../person/store.ts'
import { changedByTwoHands } from '../report/invariants.ts'
import { studentsOfRegisteredSchools } from '../school/invariants.ts'
import { cityByTwoHands } from '../transfer/invariants.ts'
import { statementsAddUp } from '../transfer/statement-invariant.ts'

const farAway = '9999-12-31'

const daysOf = (insured: Insured): DayRange[] =>
  insured.spells.map(({ from, to }) => ({ from, to: to ?? farAway }))

const meet = (ranges: readonly DayRange[]): boolean =>
  ranges.some((range, index) => ranges.slice(index + 1).some((other) => overlap(range, other) !== undefined))

/** An invariant that each record of a person keeps by itself. */
const ofEachRecord = (
  id: string,
  number: number,
  rule: string,
  faultsOf: (record: PersonRecord) => readonly string[],
): Invariant => ({
  id,
  number,
  rule,
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        if (item.kind !== 'coverage') return
        checked += 1
        const record = item as RecordedItem & PersonRecord
        for (const what of faultsOf(record))
          violations.push({ invariant: id, where: record.insured.personId, what })
      },
      finish: () => ({ checked, violations }),
    }
  },
})

const oneCoverage = ofEachRecord(
  'enrollment.one-coverage',
  5,
  'a person has at most one active coverage on any day, across schemes and cities',
  ({ insured }) => {
    const open = insured.spells.filter(({ to }) => to === null)
    return [
      ...(meet(daysOf(insured)) ? ['two coverages share a day'] : []),
      ...(open.length === (insured.status === 'covered' ? 1 : 0) &&
      (lastSpell(insured).to === null) === open.length > 0
        ? []
        : ['the open coverage is not the one their status tells']),
    ]
  },
)

/** Spells without the days lent to somebody who turned out to be another: those are held against that one's. */
const ownOf = (spells: readonly EntitledSpell[], { lent }: Insured): EntitledSpell[] =>
  spells.flatMap((spell) => without([spell], lent?.days ?? []).map((days) => ({ ...spell, ...days })))

type CoveredSpell = { readonly from: string; readonly to: string }

/** The days that a scheme and city cover on end: a coverage that was opened again the day after it ended is one. */
const coveredOnEnd = (
  spells: readonly CoverageSpell[],
  { scheme, city }: Pick<CoverageSpell, 'scheme' | 'city'>,
): readonly CoveredSpell[] => {
  const own = spells
    .filter((spell) => spell.scheme === scheme && spell.city === city)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  const joined: CoveredSpell[] = []
  for (const { from, to } of own) {
    const last = joined.at(-1)
    const goesOn = last !== undefined && from > last.to && from === addDays(last.to, 1)
    joined.splice(goesOn ? -1 : joined.length, goesOn ? 1 : 0, {
      from: goesOn ? last.from : from,
      to: to ?? farAway,
    })
  }
  return joined
}

const entitlementWithinCoverage = ofEachRecord(
  'enrollment.entitlement-within-coverage',
  5,
  'every entitled day is a covered day of the same scheme and city, in its own year, and none is told twice',
  ({ insured, entitlements }) =>
    entitlements.flatMap(({ year, spells }) => [
      ...(meet(spells) ? [`two entitlements of ${year} share a day`] : []),
      ...ownOf(spells, insured).flatMap(({ scheme, city, from, to }) => {
        const covered = coveredOnEnd(insured.spells, { scheme, city }).some(
          (spell) => spell.from <= from && to <= spell.to,
        )
        const inYear = from >= `${year}-01-01` && to <= `${year}-12-31` && from <= to
        return covered && inYear ? [] : [`${from}/${to} is not covered so`]
      }),
    ]),
)

const billsOnce = ofEachRecord(
  'enrollment.bills-once',
  3,
  'a paid bill counts once with a person, and a command is applied to them once',
  ({ insured, commands }) => {
    const bills = insured.paidBills.map(({ billId }) => billId)
    const ids = commands.map(({ id }) => id)
    return [
      ...(new Set(bills).size === bills.length ? [] : ['a bill counts twice']),
      ...(new Set(ids).size === ids.length ? [] : ['a command was applied twice']),
    ]
  },
)

/** Whether each bill that is paid for a resident's day has a difference that was due before it and is unpaid. */
const rests = ({ paidBills, differences = [] }: Insured, day: string): boolean => {
  const month = day.slice(0, 7)
  const owes = new Set(
    differences.filter(({ dueOn, paidOn }) => paidOn === undefined && dueOn < day).map(({ of }) => of),
  )
  const bills = paidBills.filter(
    ({ scheme, from, to }) => scheme === 'resident' && from <= month && month <= to,
  )
  return bills.length > 0 && bills.every(({ billId }) => owes.has(billId))
}

/** Judged by the last day of each entitlement: what rests, rests to the end of its year. */
const differencesRest = ofEachRecord(
  'enrollment.differences-rest',
  3,
  "no resident's day after a difference to their corrected bill was due is theirs while it is unpaid",
  ({ insured, entitlements }) =>
    entitlements.flatMap(({ spells }) =>
      ownOf(spells, insured)
        .filter(({ scheme, to }) => scheme === 'resident' && rests(insured, to))
        .map(({ from, to }) => `${from}/${to} is given by no bill that is paid with its difference`),
    ),
)

const registeredId = 'enrollment.registered-once'

/** Compares the records of persons with each other. */
const registeredOnce: Invariant = {
  id: registeredId,
  number: 5,
  rule: 'a certificate belongs to one registered person, who has one identity and one record of coverage, and one certificate more for each corrected number; who stands under a birth certificate awaits a number, and nobody else',
  start: () => {
    const seen: Readonly<Record<string, Map<string, number>>> = {
      certificate: new Map(),
      identity: new Map(),
      coverage: new Map(),
    }
    const corrected = new Map<string, number>()
    const newborn = new Set<string>()
    const awaiting = new Set<string>()
    /** Who was registered under another number before has a claim on each, the later ones by a report. */
    const isRight = (person: string, kind: string, found: number): boolean =>
      kind === 'certificate' ? found >= 1 && found <= 1 + (corrected.get(person) ?? 0) : found === 1
    const personOf = (item: RecordedItem): string =>
      item.kind === 'coverage'
        ? (item as RecordedItem & PersonRecord).insured.personId
        : String(item.personId)
    return {
      see: (item) => {
        const persons = seen[String(item.kind)]
        persons?.set(personOf(item), (persons.get(personOf(item)) ?? 0) + 1)
        if (item.certificateType === 'birth-certificate') newborn.add(personOf(item))
        if (item.kind === 'coverage' && (item as RecordedItem & PersonRecord).insured.awaitsNumber)
          awaiting.add(personOf(item))
        if (item.kind === 'identity') corrected.set(personOf(item), Number(item.numbersCorrected ?? 0))
      },
      finish: () => {
        const persons = new Set(Object.values(seen).flatMap((each) => [...each.keys()]))
        const confused = [...newborn.symmetricDifference(awaiting)].map((person) => ({
          ...{ invariant: registeredId, where: person },
          what: newborn.has(person) ? 'nobody awaits their number' : 'they await a number that they have',
        }))
        const violations = [...persons].flatMap((person) =>
          Object.entries(seen)
            .filter(([kind, counts]) => !isRight(person, kind, counts.get(person) ?? 0))
            .map(([kind, counts]) => ({
              invariant: registeredId,
              where: person,
              what: `not exactly one ${kind}`,
              figures: { found: counts.get(person) ?? 0 },
            })),
        )
        return { checked: persons.size, violations: [...violations, ...confused] }
      },
    }
  },
}

const passportsId = 'enrollment.passports-by-country'

/** Each number by itself: what its passports are told by. */
const passportsByCountry: Invariant = {
  id: passportsId,
  number: 5,
  rule: 'of the passports of one number each country has one holder, and each holder one country',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        if (!passportHolders.is(item)) return
        checked += 1
        const { holders } = passportHolders.from(item)
        const [persons, countries] = [
          new Set(holders.map(({ personId }) => personId)),
          new Set(holders.map(({ country }) => country)),
        ]
        if (persons.size === holders.length && countries.size === holders.length) return
        const where = holders.map(({ personId }) => personId).join(' ')
        violations.push({ invariant: passportsId, where, what: 'a country or a holder stands there twice' })
      },
      finish: () => ({ checked, violations }),
    }
  },
}

const hiddenId = 'enrollment.nobody-in-clear'

/** Looks at every item, whatever it is. What it finds it tells without repeating it. */
const nobodyInClear: Invariant = {
  id: hiddenId,
  number: 5,
  rule: 'no item holds an ID number or a name in clear; every identity is sealed and stands under its tokens only',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        if (item.kind === 'identity') checked += 1
        for (const what of faultsOfHiding(item))
          violations.push({ invariant: hiddenId, where: String(item.personId ?? item.kind), what })
      },
      finish: () => ({ checked, violations }),
    }
  },
}

const keysId = 'enrollment.keys-kept'

/** Without its key an identity is lost, and without the key of tokens nobody is found. */
const keysKept: Invariant = {
  id: keysId,
  number: 5,
  rule: 'the keys that identities are sealed with, and the key of their tokens, are kept',
  start: () => {
    let checked = 0
    const needed = new Set<string>()
    const kept = new Set<string>()
    return {
      see: (item) => {
        if (item.kind === 'data-key') kept.add(String(item.name))
        const sealedWith = keyOfItem(item)
        if (sealedWith === undefined) return
        checked += 1
        needed.add(tokenKey).add(sealedWith)
      },
      finish: () => {
        const lost = [...needed].filter((name) => !kept.has(name))
        return {
          checked,
          violations: lost.map((name) => ({ invariant: keysId, where: name, what: 'the key is not there' })),
        }
      },
    }
  },
}

/** An identity with what was opened of it, and whether its tokens are those of it. */
export type OpenedIdentity = Identity & {
  readonly clear?: { readonly number: string; readonly name: string; readonly isFound: boolean }
  readonly isUnreadable?: true
}

const realId = 'enrollment.real-persons'

/** What is wrong with who a person is recorded as, where that was opened for the check: at night, never by `verify`. */
const faultsOfIdentity = ({
  clear,
  isUnreadable,
  certificateType,
  sex,
  birthOn,
}: OpenedIdentity): string[] => {
  if (!clear) return isUnreadable ? ['their name and number do not open'] : []
  const number = certificateFault({ type: certificateType, number: clear.number }, { sex, birthOn })
  return [
    ...(nameFault(clear.name) ? ['the name is none'] : []),
    ...(number ? [`the number: ${number}`] : []),
    ...(clear.isFound ? [] : ['they are not found by their own number and name']),
  ]
}

/** Identities by themselves, and the corrections of their names, of which the last gave them the name they are found by. */
export const realPersons: Invariant = {
  id: realId,
  number: 5,
  rule: "a registered person has a name and a certificate of their own birth day and sex, and is found by them; a corrected name is the last correction's",
  start: () => {
    const last = new Map<string, NameCorrection>()
    const corrections = new Map<string, number>()
    const known = new Map<string, Identity>()
    const violations: Violation[] = []
    let checked = 0
    const tell = (where: string, what: string) => violations.push({ invariant: realId, where, what })
    return {
      see: (item) => {
        if (item.kind === 'identity') {
          checked += 1
          const identity = item as RecordedItem & OpenedIdentity
          for (const what of faultsOfIdentity(identity)) tell(identity.personId, what)
          if (identity.namesCorrected !== undefined) known.set(identity.personId, identity)
        }
        if (item.kind === 'name-correction') {
          const correction = item as RecordedItem & NameCorrection
          const { personId, number } = correction
          corrections.set(personId, (corrections.get(personId) ?? 0) + 1)
          if (number > (last.get(personId)?.number ?? 0)) last.set(personId, correction)
        }
      },
      finish: () => {
        for (const [personId, { tokens, namesCorrected = 0 }] of known) {
          if (last.get(personId)?.token !== tokens?.name)
            tell(personId, 'the name is not that of the last correction')
          if (corrections.get(personId) !== namesCorrected)
            tell(personId, 'a correction of the name is missing')
        }
        return { checked, violations }
      },
    }
  },
}

const importsId = 'enrollment.imports-add-up'

/** The command of a row: its run, and its line. */
const rowCommand = /^(N[0-9a-f]{20}):\d+$/

const faultsOfRows = ({ commands }: PersonRecord): string[] => {
  const runs = commands.flatMap(({ id }) => rowCommand.exec(id)?.[1] ?? [])
  return new Set(runs).size === runs.length ? [] : ['two rows of one file are theirs']
}

const importsAddUp: Invariant = {
  id: importsId,
  number: 3,
  rule: 'each row of an imported file enrolled a person or is bad, and no two rows one person; a file that was not imported enrolled nobody, and one that could not be read says why',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    const tell = (where: string, faults: readonly string[]): void => {
      for (const what of faults) violations.push({ invariant: importsId, where, what })
    }
    return {
      see: (item) => {
        if (item.kind === 'coverage') {
          checked += 1
          const record = item as RecordedItem & PersonRecord
          tell(record.insured.personId, faultsOfRows(record))
        }
        if (importOutcomes.is(item)) {
          checked += 1
          const outcome = importOutcomes.from(item)
          tell(`${outcome.importId}/${outcome.runId}`, faultsOfImport(outcome))
        }
      },
      finish: () => ({ checked, violations }),
    }
  },
}

/** What each record keeps by itself, whatever else is recorded. */
export const invariantsOfRecords: readonly Invariant[] = [
  oneCoverage,
  entitlementWithinCoverage,
  billsOnce,
  differencesRest,
  nobodyInClear,
  passportsByCountry,
  importsAddUp,
]

/** What records keep together. */
export const invariantsOfPersons: readonly Invariant[] = [registeredOnce, keysKept]

/** What coverages keep together with what hands decided on them. */
export const invariantsOfHands: readonly Invariant[] = [
  cityByTwoHands,
  changedByTwoHands,
  aidFollowsItsList,
  earlyStartsByTwo,
  unitsOfTheirCity,
  studentsOfRegisteredSchools,
  disabledAreRegistered,
  statementsAddUp,
]

/** What persons keep together with those who are alike to them. */
export const invariantsOfAlike: readonly Invariant[] = [alikeAreTold, onePersonOnce, partedItemByItem]

/** What always holds over the records of enrolment. */
export const invariants: readonly Invariant[] = [
  ...invariantsOfRecords,
  ...invariantsOfPersons,
  ...invariantsOfHands,
  ...invariantsOfAlike,
  realPersons,
]
