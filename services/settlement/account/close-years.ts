import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import type { ClaimStore } from '../insured-year/store.ts'
import { requireYear } from '../insured-year/year-writes.ts'
import { isClosed, isOpen } from './rules/carry-over.ts'

/** A year after credits, and whether these may be the first that ever came to it. */
export type Due = { readonly after: RecordedYear; readonly isFirst: boolean }

/** Whether nothing that came to a year tells whether the next one took over its account. */
export const mayBeFirst = (held: RecordedYear): boolean => held.creditedBills.length === 0 && !isClosed(held)

/**
 * Years after their credits, closed where they are. A year that was never credited before may have been recorded after
 * the one that follows it took over: it is closed then. Otherwise that must still be so when it is written. One that
 * was credited before is closed by the one that follows it.
 */
export const closeYears = async (due: readonly Due[], claims: ClaimStore) => {
  const first = due.filter(({ isFirst }) => isFirst).map(({ after }) => after.state)
  const following = first.map(({ personId, year }) => ({ personId, year: year + 1 }))
  const next = following.length === 0 ? [] : await claims.findYears(following)
  const taken = new Set(next.filter(isOpen).map(({ state }) => state.personId))
  return {
    years: due.map(({ after, isFirst }) =>
      isFirst && taken.has(after.state.personId) ? { ...after, carriedOut: 0 } : after,
    ),
    provided: next.filter((each) => !isOpen(each)).map(requireYear),
  }
}
