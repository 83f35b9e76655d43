import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Due, Trail } from '../correction/trail.ts'
import { firstDue, noTrail } from '../correction/trail.ts'
import type { Accumulators, InsuredYear, Spell, Stay } from '../insured-year.ts'
import { accumulatorNames, newInsuredYear } from '../insured-year.ts'
import type { Registrations } from '../registrations.ts'
import { noRegistrations } from '../registrations.ts'
import type { Key } from './keys.ts'
import { insuredYearKey, personIdOf, yearOfKey } from './keys.ts'
import type { ListedKey } from './person-lists.ts'
import { listedKey } from './person-lists.ts'
import { fromSparsePositions, toPositions } from './positions.ts'

/** An insured-year as it is kept: with what was credited to the personal account, and on which bills. */
export type RecordedYear = {
  readonly state: InsuredYear
  /** Everything credited in the year: the balance is this less what claims took. */
  readonly credited: Fen
  /** Digests of the bills credited, so that none is credited twice; at most one a bill, a dozen or so a year. */
  readonly creditedBills: readonly string[]
  /** How its claims are found again. */
  readonly trail: Trail
}

type StoredSpell = readonly [
  scheme: Scheme,
  city: string,
  employment: Spell['employment'],
  aid: Spell['aid'],
  from: Day,
  to: Day,
]

type FreeStay = readonly [claimId: string, from: Day, to: Day, institution: string, diagnosis: string]
type StoredStay = FreeStay | readonly [...FreeStay, deductible: Fen]

type StoredRegistrations = Partial<Omit<Registrations, 'diseases'>> & {
  readonly diseases?: readonly (readonly [code: string, from: Day, to: Day | null])[]
}

/** The stored form of an insured-year: figures by position, so that it stays well below one kilobyte. */
export type InsuredYearItem = Key &
  Partial<ListedKey> & {
    readonly kind: 'insured-year'
    readonly version: number
    readonly entitlementVersion: number
    readonly birthOn: Day | null
    readonly sex: InsuredYear['sex']
    readonly spells: readonly StoredSpell[]
    readonly account: Fen
    readonly credited: Fen
    readonly creditedBills: readonly string[]
    /** Absent as long as nothing was counted. */
    readonly accumulators?: Readonly<Partial<Record<Scheme, readonly number[]>>>
    readonly stays: readonly StoredStay[]
    /** Absent where nothing is registered. */
    readonly registered?: StoredRegistrations
    /** The claim settled last and the latest day of service; absent before the first claim. */
    readonly claimed?: readonly [latest: string, servedUntil: Day]
    /** Absent when no claim needs another look. */
    readonly due?: Due
    /** Absent as long as no claim was corrected. */
    readonly corrected?: true
  }

const storedSpell = ({ scheme, city, employment, aid, from, to }: Spell): StoredSpell => [
  scheme,
  city,
  employment,
  aid,
  from,
  to,
]
const spell = ([scheme, city, employment, aid, from, to]: StoredSpell): Spell => ({
  scheme,
  city,
  employment,
  aid,
  from,
  to,
})

const storedStay = ({ claimId, from, to, institution, diagnosis = '', deductible }: Stay): StoredStay => {
  const stored = [claimId, from, to, institution, diagnosis] as const
  return deductible === undefined ? stored : [...stored, deductible]
}
const stay = ([claimId, from, to, institution, diagnosis, deductible]: StoredStay): Stay => ({
  claimId,
  from,
  to,
  institution,
  ...(diagnosis === '' ? {} : { diagnosis }),
  ...(deductible === undefined ? {} : { deductible }),
})

const storedRegistrations = ({ diseases, civilServant, ...years }: Registrations): StoredRegistrations => ({
  ...years,
  ...(civilServant ? { civilServant } : {}),
  ...(diseases.length === 0
    ? {}
    : { diseases: diseases.map(({ code, from, to }) => [code, from, to] as const) }),
})
const registrationsOf = ({ diseases = [], ...rest }: StoredRegistrations): Registrations => ({
  ...noRegistrations,
  ...rest,
  diseases: diseases.map(([code, from, to]) => ({ code, from, to })),
})

const byScheme = <From, To>(
  figures: Readonly<Partial<Record<Scheme, From>>>,
  change: (figures: From) => To,
): Partial<Record<Scheme, To>> => {
  const changed: Partial<Record<Scheme, To>> = {}
  for (const scheme of schemes) {
    const ofScheme = figures[scheme]
    if (ofScheme !== undefined) changed[scheme] = change(ofScheme)
  }
  return changed
}

/** Nothing recorded yet of a person's year. */
export const newRecordedYear = (personId: string, year: FundYear): RecordedYear => ({
  state: newInsuredYear(personId, year),
  credited: 0,
  creditedBills: [],
  trail: noTrail,
})

const storedTrail = ({ latest, servedUntil, due, corrected }: Trail) => ({
  ...(latest === undefined || servedUntil === undefined ? {} : { claimed: [latest, servedUntil] as const }),
  ...(Object.keys(due).length === 0 ? {} : { due }),
  ...(corrected ? { corrected } : {}),
})

type StoredTrail = { [Name in 'claimed' | 'due' | 'corrected']: InsuredYearItem[Name] | undefined }

const trailOf = ({ claimed, due = {}, corrected }: StoredTrail): Trail => ({
  ...(claimed ? { latest: claimed[0], servedUntil: claimed[1] } : {}),
  due,
  corrected: corrected === true,
})

/** Writes an insured-year as an item. */
export const toInsuredYearItem = (recorded: RecordedYear): InsuredYearItem => {
  const { state, credited, creditedBills, trail } = recorded
  const { personId, year, spells, accumulators, stays, registered, ...plain } = state
  const registrations = storedRegistrations(registered)
  const counted = byScheme(accumulators, (figures) => toPositions(accumulatorNames, figures))
  return {
    ...insuredYearKey(personId, year),
    kind: 'insured-year',
    ...plain,
    spells: spells.map(storedSpell),
    ...(Object.keys(counted).length === 0 ? {} : { accumulators: counted }),
    stays: stays.map(storedStay),
    ...(Object.keys(registrations).length === 0 ? {} : { registered: registrations }),
    credited,
    creditedBills,
    ...storedTrail(trail),
    ...(trail.latest === undefined && spells.length === 0
      ? {}
      : listedKey(state, { isDue: firstDue(trail) !== undefined })),
  }
}

/** Reads an insured-year; the exact counterpart of `toInsuredYearItem`. */
export const fromInsuredYearItem = (item: InsuredYearItem): RecordedYear => {
  const { kind: _kind, gsi1pk: _list, gsi1sk: _place, claimed, due, corrected, ...rest } = item
  const {
    pk,
    sk,
    credited,
    creditedBills,
    spells,
    accumulators = {},
    stays,
    registered = {},
    ...plain
  } = rest
  return {
    credited,
    creditedBills,
    trail: trailOf({ claimed, due, corrected }),
    state: {
      ...plain,
      personId: personIdOf({ pk, sk }),
      year: yearOfKey({ pk, sk }),
      spells: spells.map(spell),
      accumulators: byScheme(
        accumulators,
        (figures): Accumulators => fromSparsePositions(accumulatorNames, figures),
      ),
      stays: stays.map(stay),
      registered: registrationsOf(registered),
    },
  }
}
