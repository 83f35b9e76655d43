import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Stored, Write } from '#shared/edge/store.ts'
import type { ClaimReversed } from '../domain/claim-events.ts'
import type { ClaimItem, RecordedClaim } from '../domain/recorded/claim-item.ts'
import { fromClaimItem, toClaimItem } from '../domain/recorded/claim-item.ts'
import type { InsuredYearItem, RecordedYear } from '../domain/recorded/insured-year-item.ts'
import {
  fromInsuredYearItem,
  newRecordedYear,
  toInsuredYearItem,
} from '../domain/recorded/insured-year-item.ts'
import { claimKey, insuredYearKey, reversedByKey } from '../domain/recorded/keys.ts'
import type { RetroactiveItem } from '../domain/recorded/retroactive-item.ts'
import type { ReversalItem, ReversedByItem } from '../domain/recorded/reversal-item.ts'
import { fromReversalItem, toReversalItem, toReversedByItem } from '../domain/recorded/reversal-item.ts'

/** What stands under a claim's or a reversal's id. */
export type Entry =
  | ({ readonly kind: 'claim' } & RecordedClaim)
  | { readonly kind: 'reversal'; readonly reversal: ClaimReversed }

type YearOf = { readonly personId: string; readonly year: FundYear }

/** Claims and insured-years. Every write says the version it was decided on; `false`: someone was faster, decide again. */
export type ClaimStore = {
  /** One round trip: the entry under an id, and the person's year (a new one when nothing is recorded). */
  readonly open: (
    claimId: string,
    of: YearOf,
    options: { readonly eventual: boolean },
  ) => Promise<{ readonly entry: Entry | undefined; readonly year: RecordedYear }>
  readonly find: (
    claimId: string,
  ) => Promise<{ readonly entry: Entry | undefined; readonly reversedBy: string | undefined }>
  readonly findYear: (of: YearOf) => Promise<RecordedYear | undefined>
  readonly findYears: (of: readonly YearOf[]) => Promise<readonly RecordedYear[]>
  readonly recordClaim: (claim: RecordedClaim, after: RecordedYear) => Promise<boolean>
  readonly recordReversal: (reversal: ClaimReversed, after: RecordedYear) => Promise<boolean>
  readonly recordYears: (
    after: readonly RecordedYear[],
    retroactive?: RetroactiveItem | undefined,
  ) => Promise<boolean>
}

const entryOf = (item: Stored | undefined): Entry | undefined => {
  if (!item) return undefined
  return item.kind === 'claim-reversed'
    ? { kind: 'reversal', reversal: fromReversalItem(item as unknown as ReversalItem) }
    : { kind: 'claim', ...fromClaimItem(item as unknown as ClaimItem) }
}

const yearOfItem = (item: Stored | undefined): RecordedYear | undefined =>
  item && fromInsuredYearItem(item as unknown as InsuredYearItem)

/** The year as it is after one event, written over the version before it. */
const replaceYear = (after: RecordedYear): Write => ({
  kind: 'replace',
  item: toInsuredYearItem(after),
  version: after.state.version - 1,
})

/** Opens claims and insured-years on the service's table. */
export const openClaimStore = (store: Store): ClaimStore => {
  const writeAll = async (writes: readonly Write[]): Promise<boolean> =>
    (await store.write(writes)).status === 'written'

  return {
    open: async (claimId, { personId, year }, options) => {
      const keys = [claimKey(claimId), insuredYearKey(personId, year)]
      const [entry, recorded] = await store.getMany(keys, options)
      return { entry: entryOf(entry), year: yearOfItem(recorded) ?? newRecordedYear(personId, year) }
    },
    find: async (claimId) => {
      const [entry, reversed] = await store.getMany([claimKey(claimId), reversedByKey(claimId)])
      return {
        entry: entryOf(entry),
        reversedBy: (reversed as unknown as ReversedByItem | undefined)?.reversalId,
      }
    },
    findYear: async ({ personId, year }) => yearOfItem(await store.get(insuredYearKey(personId, year))),
    findYears: async (of) => {
      const found = await store.getMany(of.map(({ personId, year }) => insuredYearKey(personId, year)))
      return of.map(
        ({ personId, year }, index) => yearOfItem(found[index]) ?? newRecordedYear(personId, year),
      )
    },
    recordClaim: (claim, after) =>
      writeAll([{ kind: 'create', item: toClaimItem(claim) }, replaceYear(after)]),
    recordReversal: (reversal, after) =>
      writeAll([
        { kind: 'create', item: toReversalItem(reversal) },
        { kind: 'create', item: toReversedByItem(reversal) },
        replaceYear(after),
      ]),
    recordYears: (after, retroactive) =>
      writeAll([
        ...after.map(replaceYear),
        ...(retroactive ? [{ kind: 'create' as const, item: retroactive }] : []),
      ]),
  }
}
