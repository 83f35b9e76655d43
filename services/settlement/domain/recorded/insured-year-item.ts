import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Accumulators, InsuredYear, Spell, Stay } from '../insured-year.ts'
import { accumulatorNames, newInsuredYear } from '../insured-year.ts'
import type { Key } from './keys.ts'
import { insuredYearKey, personIdOf, yearOfKey } from './keys.ts'
import { fromSparsePositions, toPositions } from './positions.ts'

/** An insured-year as it is kept: with what was credited to the personal account, and on which bills. */
export type RecordedYear = {
  readonly state: InsuredYear
  /** Everything credited in the year: the balance is this less what claims took. */
  readonly credited: Fen
  /** Digests of the bills credited, so that none is credited twice; at most one a bill, a dozen or so a year. */
  readonly creditedBills: readonly string[]
}

type StoredSpell = readonly [
  scheme: Scheme,
  city: string,
  employment: Spell['employment'],
  aid: Spell['aid'],
  from: Day,
  to: Day,
]

/** The stored form of an insured-year: figures by position, so that it stays well below one kilobyte. */
export type InsuredYearItem = Key & {
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
  readonly stays: readonly (readonly [claimId: string, from: Day, to: Day])[]
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
})

/** Writes an insured-year as an item. */
export const toInsuredYearItem = ({ state, credited, creditedBills }: RecordedYear): InsuredYearItem => {
  const { personId, year, spells, accumulators, stays, ...plain } = state
  const counted = byScheme(accumulators, (figures) => toPositions(accumulatorNames, figures))
  return {
    ...insuredYearKey(personId, year),
    kind: 'insured-year',
    ...plain,
    spells: spells.map(storedSpell),
    ...(Object.keys(counted).length === 0 ? {} : { accumulators: counted }),
    stays: stays.map(({ claimId, from, to }) => [claimId, from, to] as const),
    credited,
    creditedBills,
  }
}

/** Reads an insured-year; the exact counterpart of `toInsuredYearItem`. */
export const fromInsuredYearItem = (item: InsuredYearItem): RecordedYear => {
  const { pk, sk, kind: _, credited, creditedBills, spells, accumulators = {}, stays, ...plain } = item
  return {
    credited,
    creditedBills,
    state: {
      ...plain,
      personId: personIdOf({ pk, sk }),
      year: yearOfKey({ pk, sk }),
      spells: spells.map(spell),
      accumulators: byScheme(
        accumulators,
        (figures): Accumulators => fromSparsePositions(accumulatorNames, figures),
      ),
      stays: stays.map(([claimId, from, to]): Stay => ({ claimId, from, to })),
    },
  }
}
