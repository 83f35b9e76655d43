import type { Write } from '#shared/edge/store/store.ts'
import { insuredYearKey } from '../keys.ts'
import { insuredYears, toInsuredYearItem } from './records/insured-year-item.ts'
import type { ClaimEntry } from './rules/claim-events.ts'
import type { RecordedYear } from './rules/recorded-year.ts'
import { afterEntriesBeside } from './rules/year-beside.ts'

/** The year as it is after one event, written over the version before it. */
export const replaceYear = (after: RecordedYear): Write =>
  insuredYears.replace(toInsuredYearItem(after), after.state.version - 1)

/** Requires a year to be as it was read, where something else is decided by it. */
export const requireYear = ({ state: { personId, year, version } }: RecordedYear): Write => ({
  kind: 'require',
  key: insuredYearKey(personId, year),
  version,
})

const besideWrite = (year: RecordedYear, entries: readonly ClaimEntry[], within: number): Write => {
  const after = afterEntriesBeside(year, entries, within)
  if (after === year) return requireYear(year)
  return replaceYear({ ...after, state: { ...after.state, version: after.state.version + 1 } })
}

/**
 * What entries of claims write of the years beside theirs: each as they leave it, or that it is still as it was read.
 * @param years `moved`: years that money went on to by the same transaction, one version on already
 * @param within the most days between stays that any plan counts as one
 */
export const besideWrites = (
  entries: readonly ClaimEntry[],
  years: { readonly neighbours: readonly RecordedYear[]; readonly moved?: readonly RecordedYear[] },
  within: number,
): Write[] => {
  const { neighbours, moved = [] } = years
  const others = neighbours.filter(({ state }) => !moved.some((each) => each.state.year === state.year))
  return [
    ...moved.map((year) => replaceYear(afterEntriesBeside(year, entries, within))),
    ...others.map((year) => besideWrite(year, entries, within)),
  ]
}
