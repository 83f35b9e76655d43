import type { Store, Write } from '#shared/edge/store/store.ts'
import { insuredYearKey } from '../keys.ts'
import { yearOfItem } from './open-entry.ts'
import { joinedBy } from './rules/joined-years.ts'
import type { RecordedYear } from './rules/recorded-year.ts'
import { newRecordedYear } from './rules/recorded-year.ts'
import { replaceYear } from './year-writes.ts'

/**
 * What the year of a number writes of the year of whoever it turned out to be, in the transaction that writes it: what was
 * counted under either counts for one person. That one may have turned out to be a third. Of a number that is nobody
 * else's nothing is read.
 * @param was whoever it was said to be before, where that is said no more
 */
export const writesOfKept = async (
  { state }: RecordedYear,
  store: Store,
  was: string | undefined = state.sameAs,
): Promise<Write[]> => {
  if (was === undefined) return []
  const held = yearOfItem(await store.get(insuredYearKey(was, state.year)))
  const kept = held ?? newRecordedYear(was, state.year)
  const after = joinedBy(kept, state)
  if (after === kept) return []
  return [replaceYear(after), ...(await writesOfKept(after, store))]
}

/** The same of several years of one number. */
export const writesOfKeptYears = async (years: readonly RecordedYear[], store: Store): Promise<Write[]> =>
  (await Promise.all(years.map((year) => writesOfKept(year, store)))).flat()
