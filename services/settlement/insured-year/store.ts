import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { claimKey, claimPartition, insuredYearKey } from '../keys.ts'
import { writesOfKept, writesOfKeptYears } from './join-years.ts'
import { readEntry, readYearsOfStay, yearOfItem } from './open-entry.ts'
import type { RecordedClaim } from './records/claim-item.ts'
import { settledClaims, settledIn, toClaimItem } from './records/claim-item.ts'
import { correctionIn } from './records/correction-item.ts'
import {
  claimReversals,
  reversalIn,
  reversalMarks,
  toReversalItem,
  toReversedByItem,
} from './records/reversal-item.ts'
import type { ClaimCorrected, ClaimReversed } from './rules/claim-events.ts'
import type { PersonYear, RecordedYear } from './rules/recorded-year.ts'
import { newRecordedYear } from './rules/recorded-year.ts'
import { lastClaims, trailAfterClaim, trailAfterReversal } from './rules/trail.ts'
import { replaceYear } from './year-writes.ts'

/** What stands under a claim's or a reversal's id. */
export type Entry =
  | ({ readonly kind: 'claim' } & RecordedClaim)
  | { readonly kind: 'reversal'; readonly reversal: ClaimReversed }

/** The id was used for something that is not a claim, or was taken back before its message arrived. */
export type TakenId = { readonly kind: 'taken'; readonly undone: boolean }

/** An entry with what happened to it since; corrections in their sequence. */
export type EntryHistory = {
  readonly entry: Entry | undefined
  readonly corrections: readonly ClaimCorrected[]
  readonly reversedBy: string | undefined
  /** How often it was reversed, or a reversal of it taken back. */
  readonly turns: number
  /** The reversals, and what took one back, in their order. */
  readonly reversals: readonly string[]
}

export type ClaimContext = {
  readonly entry: Entry | TakenId | undefined
  readonly year: RecordedYear
  /** The years asked for beside it. */
  readonly neighbours: readonly RecordedYear[]
}

/** Claims and insured-years. Every write says the version it was decided on; `false`: someone was faster, decide again. */
export type ClaimStore = {
  /**
   * The entry under an id, and the person's years (new ones where nothing is recorded). It takes one round trip, a
   * second where an eventual read of several years finds that one names the entry.
   */
  readonly open: (
    claimId: string,
    of: PersonYear,
    options: { readonly eventual: boolean; readonly beside?: readonly FundYear[] },
  ) => Promise<ClaimContext>
  /** Everything under a claim's or a reversal's id, in one round trip. */
  readonly find: (claimId: string) => Promise<EntryHistory>
  readonly findYear: (of: PersonYear) => Promise<RecordedYear | undefined>
  readonly findYears: (of: readonly PersonYear[]) => Promise<readonly RecordedYear[]>
  /** Records a claim with the year it leaves; `along` is written in the same transaction. */
  readonly recordClaim: (
    claim: RecordedClaim,
    after: RecordedYear,
    along?: readonly Write[],
  ) => Promise<boolean>
  /** Records a reversal, or the taking back of one, with the year it leaves and, in its turn, the mark on the claim. */
  readonly recordReversal: (
    reversal: ClaimReversed,
    after: RecordedYear,
    turn: number,
    along?: readonly Write[],
  ) => Promise<boolean>
  /** @param left whoever the number of these years was said to be before, and is not */
  readonly recordYears: (
    after: readonly RecordedYear[],
    along?: readonly Write[],
    left?: string,
  ) => Promise<boolean>
}

/** The kind of the mark that keeps a call from taking effect which was taken back before it arrived. */
export const undoneCall = 'call-undone'

const entryOf = (item: Stored | undefined): Entry | TakenId | undefined => {
  if (!item) return undefined
  const reversal = reversalIn(item)
  if (reversal) return { kind: 'reversal', reversal }
  const claim = settledIn(item)
  return claim ? { kind: 'claim', ...claim } : { kind: 'taken', undone: item.kind === undoneCall }
}

const claimOrReversal = (entry: Entry | TakenId | undefined): Entry | undefined =>
  entry?.kind === 'taken' ? undefined : entry

const foundIn = (items: readonly Stored[]): EntryHistory => {
  const marks = items.filter(reversalMarks.is).map(reversalMarks.from)
  const last = marks.at(-1)
  return {
    entry: claimOrReversal(entryOf(items.find(({ sk }) => sk === claimKey('').sk))),
    corrections: items.flatMap((item) => correctionIn(item) ?? []),
    reversedBy: last?.undoes === undefined ? last?.reversalId : undefined,
    turns: marks.length,
    reversals: marks.map(({ reversalId }) => reversalId),
  }
}

/** The writes of a claim with the year it leaves, in whose chain of claims it stands. */
export const claimWrites = (claim: RecordedClaim, after: RecordedYear): Write[] => {
  const follows = lastClaims(after.trail)
  const chained = follows.length === 0 ? claim : { ...claim, follows }
  const trail = trailAfterClaim(after.trail, claim.claim)
  return [settledClaims.create(toClaimItem(chained)), replaceYear({ ...after, trail })]
}

/** Opens claims and insured-years on the service's table. */
export const openClaimStore = (store: Store): ClaimStore => {
  const writeAll = async (writes: readonly Write[]): Promise<boolean> =>
    (await store.write(writes)).status === 'written'

  return {
    open: async (claimId, { personId, year }, { eventual, beside = [] }) => {
      const asked = { claimId, personId, years: [year, ...beside] }
      const { entry, years } =
        eventual && beside.length > 0
          ? await readYearsOfStay(store, asked)
          : await readEntry(store, asked, eventual)
      const [own = newRecordedYear(personId, year), ...neighbours] = years
      return { entry: entryOf(entry), year: own, neighbours }
    },
    find: async (claimId) => foundIn(await Array.fromAsync(store.list({ pk: claimPartition(claimId) }))),
    findYear: async ({ personId, year }) => yearOfItem(await store.get(insuredYearKey(personId, year))),
    findYears: async (of) => {
      const found = await store.getMany(of.map(({ personId, year }) => insuredYearKey(personId, year)))
      return of.map(
        ({ personId, year }, index) => yearOfItem(found[index]) ?? newRecordedYear(personId, year),
      )
    },
    recordClaim: async (claim, after, along = []) =>
      writeAll([...claimWrites(claim, after), ...along, ...(await writesOfKept(after, store))]),
    recordReversal: async (reversal, after, turn, along = []) =>
      writeAll([
        claimReversals.create(toReversalItem(reversal)),
        reversalMarks.create(toReversedByItem(reversal, turn)),
        replaceYear({ ...after, trail: trailAfterReversal(after.trail, reversal) }),
        ...along,
        ...(await writesOfKept(after, store)),
      ]),
    recordYears: async (after, along = [], left = undefined) =>
      writeAll([
        ...after.map(replaceYear),
        ...along,
        ...(await writesOfKeptYears(after, store)),
        ...(left === undefined
          ? []
          : (await Promise.all(after.map((each) => writesOfKept(each, store, left)))).flat()),
      ]),
  }
}
