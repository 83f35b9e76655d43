import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { claimKey, insuredYearKey, insuredYearsAmong } from '../keys.ts'
import { fromInsuredYearItem, insuredYears } from './records/insured-year-item.ts'
import type { RecordedYear } from './rules/recorded-year.ts'
import { newRecordedYear } from './rules/recorded-year.ts'
import { lastClaims } from './rules/trail.ts'

/** An id of a claim or reversal, and years of a person that follow each other, in any order. */
type EntryQuery = { readonly claimId: string; readonly personId: string; readonly years: readonly FundYear[] }
type EntryWithYears = { readonly entry: Stored | undefined; readonly years: readonly RecordedYear[] }

/** Reads an insured-year, where there is one. */
export const yearOfItem = (item: Stored | undefined): RecordedYear | undefined =>
  item && fromInsuredYearItem(insuredYears.from(item))

const yearsOf = ({ personId, years }: EntryQuery, items: readonly (Stored | undefined)[]): RecordedYear[] =>
  years.map((year, index) => yearOfItem(items[index]) ?? newRecordedYear(personId, year))

/** Whether a year names a claim: among its stays, as reversed, or as one of those settled last. */
const names = ({ state, trail }: RecordedYear, claimId: string): boolean =>
  trail.reversed.includes(claimId) ||
  lastClaims(trail).includes(claimId) ||
  state.stays.some((stay) => stay.claimId === claimId)

/** What stands under an id, and years (new ones where nothing is recorded), in one batch. */
export const readEntry = async (
  store: Store,
  asked: EntryQuery,
  eventual: boolean,
): Promise<EntryWithYears> => {
  const { claimId, personId, years } = asked
  const keys = [claimKey(claimId), ...years.map((year) => insuredYearKey(personId, year))]
  const [entry, ...items] = await store.getMany(keys, { eventual })
  return { entry, years: yearsOf(asked, items) }
}

/**
 * The same for a stay that touches several years, eventually consistent. A query reads them for half a unit together,
 * and the entry is read only where one of them names it. So such a stay is settled in two round trips and answered
 * again for one unit. An id that none of them names and that is used all the same is refused by the transaction, and
 * read then.
 */
export const readYearsOfStay = async (store: Store, asked: EntryQuery): Promise<EntryWithYears> => {
  const { claimId, personId, years } = asked
  const eventual = true
  const listed = await Array.fromAsync(store.list({ ...insuredYearsAmong(personId, years), eventual }))
  const items = years.map((year) => listed.find(({ sk }) => sk === insuredYearKey(personId, year).sk))
  const found = yearsOf(asked, items)
  const isNamed = found.some((year) => names(year, claimId))
  return { entry: isNamed ? await store.get(claimKey(claimId), { eventual }) : undefined, years: found }
}
