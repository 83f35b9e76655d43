import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { readOnce } from '#shared/kernel/read-once.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Key } from '../../keys.ts'
import { insuredYearKey, ownKey, personIdOf, yearOfKey } from '../../keys.ts'
import type { Accumulators, InsuredYear, JoinedYear } from '../rules/insured-year.ts'
import { accumulatorNames } from '../rules/insured-year.ts'
import type { RecordedYear } from '../rules/recorded-year.ts'
import type { Due, HeldCorrection, Trail } from '../rules/trail.ts'
import { firstDue } from '../rules/trail.ts'
import type { ListedKey } from './person-lists.ts'
import { listedKey } from './person-lists.ts'
import { fromSparsePositions, toPositions } from './positions.ts'
import type { StoredRegistrations, StoredSpell, StoredStay } from './year-parts.ts'
import { registrationsOf, spell, stay, storedRegistrations, storedSpell, storedStay } from './year-parts.ts'

/** The stored form of an insured-year: figures by position, so that it stays well below one kilobyte. */
export type InsuredYearItem = Key &
  Partial<ListedKey> & {
    readonly kind: 'insured-year'
    readonly version: number
    readonly entitlementVersion: number
    readonly birthOn: Day | null
    readonly sex: InsuredYear['sex']
    readonly spells: readonly StoredSpell[]
    /** Absent as long as the person is entitled on a day of the year. */
    readonly lastCity?: string
    readonly account: Fen
    readonly credited: Fen
    readonly creditedBills: readonly string[]
    /** Absent as long as no credit was taken back. */
    readonly withdrawn?: Fen
    /** Absent as long as the account had neither interest nor payouts. */
    readonly moved?: Fen
    readonly carriedIn?: Fen
    readonly carriedOut?: Fen
    /** Absent of who may use no account of others. */
    readonly family?: true
    /** Absent as long as nothing was counted. */
    readonly accumulators?: Readonly<Partial<Record<Scheme, readonly number[]>>>
    readonly stays: readonly StoredStay[]
    /** Absent of everybody who is nobody else. */
    readonly sameAs?: string
    readonly alsoAs?: readonly string[]
    /** Absent where no other number of the person counted anything. */
    readonly joined?: readonly StoredJoined[]
    /** Absent where nothing is registered. */
    readonly registered?: StoredRegistrations
    /** The claim settled last, the latest day of service, the claims settled before; absent before the first claim. */
    readonly claimed?: readonly [latest: string, servedUntil: Day, ...earlier: readonly string[]]
    /** Absent when no claim needs another look. */
    readonly due?: Due
    /** Absent when no correction waits for an order. */
    readonly held?: HeldCorrection
    /** Absent as long as no claim was corrected. */
    readonly corrected?: true
    /** The claims that are reversed, and how many of the last of them can stand again; absent when none is. */
    readonly reversed?: readonly [undoable: number, ...claimIds: readonly string[]]
  }

/** What another number counted, figures by position. */
export type StoredJoined = {
  readonly personId: string
  readonly accumulators?: Readonly<Partial<Record<Scheme, readonly number[]>>>
  readonly stays?: readonly StoredStay[]
}

export const insuredYears = defineRecord<InsuredYearItem, Key>({ kind: 'insured-year', key: ownKey })

/** The insured-year in an item, when it is one. Check after check looks at the same item: it is read once. */
export const yearIn = readOnce((item: RecordedItem): RecordedYear | undefined =>
  insuredYears.is(item) ? fromInsuredYearItem(insuredYears.from(item)) : undefined,
)

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

const storedJoined = ({ personId, accumulators, stays }: JoinedYear): StoredJoined => {
  const counted = byScheme(accumulators, (figures) => toPositions(accumulatorNames, figures))
  return {
    personId,
    ...(Object.keys(counted).length === 0 ? {} : { accumulators: counted }),
    ...(stays.length === 0 ? {} : { stays: stays.map(storedStay) }),
  }
}

const joinedOf = ({ personId, accumulators = {}, stays = [] }: StoredJoined): JoinedYear => ({
  personId,
  accumulators: byScheme(
    accumulators,
    (figures): Accumulators => fromSparsePositions(accumulatorNames, figures),
  ),
  stays: stays.map(stay),
})

const storedTrail = ({ latest, earlier, servedUntil, due, held, corrected, reversed, undoable }: Trail) => ({
  ...(latest === undefined || servedUntil === undefined
    ? {}
    : { claimed: [latest, servedUntil, ...earlier] as const }),
  ...(Object.keys(due).length === 0 ? {} : { due }),
  ...(held ? { held } : {}),
  ...(corrected ? { corrected } : {}),
  ...(reversed.length === 0 ? {} : { reversed: [undoable, ...reversed] as const }),
})

type StoredTrail = Pick<InsuredYearItem, 'claimed' | 'due' | 'held' | 'corrected' | 'reversed'>

const trailOf = ({ claimed, due = {}, held, corrected, reversed }: StoredTrail): Trail => {
  const [undoable, ...claimIds] = reversed ?? [0]
  const [latest, servedUntil, ...earlier] = claimed ?? []
  return {
    ...(latest === undefined || servedUntil === undefined ? {} : { latest, servedUntil }),
    earlier,
    due,
    ...(held ? { held } : {}),
    corrected: corrected === true,
    reversed: claimIds,
    undoable,
  }
}

/** Writes an insured-year as an item. */
export const toInsuredYearItem = (recorded: RecordedYear): InsuredYearItem => {
  const { state, credited, creditedBills, withdrawn, moved, carriedIn, carriedOut, trail } = recorded
  const { personId, year, spells, accumulators, stays, joined, registered, ...plain } = state
  const registrations = storedRegistrations(registered)
  const counted = byScheme(accumulators, (figures) => toPositions(accumulatorNames, figures))
  return {
    ...insuredYearKey(personId, year),
    kind: 'insured-year',
    ...plain,
    spells: spells.map(storedSpell),
    ...(Object.keys(counted).length === 0 ? {} : { accumulators: counted }),
    stays: stays.map(storedStay),
    ...(joined === undefined ? {} : { joined: joined.map(storedJoined) }),
    ...(Object.keys(registrations).length === 0 ? {} : { registered: registrations }),
    credited,
    creditedBills,
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(moved === undefined ? {} : { moved }),
    ...(carriedIn === undefined ? {} : { carriedIn }),
    ...(carriedOut === undefined ? {} : { carriedOut }),
    ...storedTrail(trail),
    ...(trail.latest === undefined && spells.length === 0
      ? {}
      : listedKey(state, { isDue: firstDue(trail) !== undefined || trail.held !== undefined })),
  }
}

/** Reads an insured-year; the exact counterpart of `toInsuredYearItem`. */
export const fromInsuredYearItem = (item: InsuredYearItem): RecordedYear => {
  const { kind: _kind, gsi1pk: _list, gsi1sk: _place, ...recorded } = item
  const { claimed: _claimed, due: _due, held: _held, ...without } = recorded
  const { corrected: _corrected, reversed: _reversed, ...rest } = without
  const {
    pk,
    sk,
    credited,
    creditedBills,
    withdrawn,
    moved,
    carriedIn,
    carriedOut,
    spells,
    accumulators = {},
    stays,
    joined,
    registered = {},
    ...plain
  } = rest
  return {
    credited,
    creditedBills,
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(moved === undefined ? {} : { moved }),
    ...(carriedIn === undefined ? {} : { carriedIn }),
    ...(carriedOut === undefined ? {} : { carriedOut }),
    trail: trailOf(item),
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
      ...(joined === undefined ? {} : { joined: joined.map(joinedOf) }),
      registered: registrationsOf(registered),
    },
  }
}
