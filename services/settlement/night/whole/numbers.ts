import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { insuredYears } from '../../insured-year/records/insured-year-item.ts'
import { insuredYearKey, yearOfKey } from '../../keys.ts'

/** A year names whoever its number turned out to be, and the other numbers that it counts. */
const keysNamed = (item: Stored): readonly Key[] => {
  if (!insuredYears.is(item)) return []
  const { sameAs, joined = [] } = insuredYears.from(item)
  const others = [...(sameAs === undefined ? [] : [sameAs]), ...joined.map(({ personId }) => personId)]
  return others.map((personId) => insuredYearKey(personId, yearOfKey(item)))
}

/** The years of numbers that are one person's among some records, each with those of the other numbers. */
export const wholeNumbers = (records: readonly Stored[], store: Store): Promise<readonly Stored[]> =>
  readWhole(
    records.filter((record) => keysNamed(record).length > 0),
    keysNamed,
    store,
  )
