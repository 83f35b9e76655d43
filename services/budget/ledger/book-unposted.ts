import type { Month } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Booking } from './book.ts'
import { book } from './book.ts'
import type { Fund } from './rules/fund.ts'

/**
 * Books a group of facts in one transaction, each fact under a key of its own. These keys are the first writes
 * alongside the entry that `compose` gives, one for each fact in their order. Facts that were posted before are found
 * by their keys, left out, and the others booked without them.
 */
export const bookUnposted = async <Fact>(
  store: Store,
  { fund, month }: { readonly fund: Fund; readonly month: Month },
  group: {
    readonly facts: readonly Fact[]
    readonly idOf: (fact: Fact) => string
    readonly compose: (facts: readonly Fact[], month: Month) => Booking
  },
): Promise<void> => {
  let facts = [...new Map(group.facts.map((fact) => [group.idOf(fact), fact])).values()]
  while (facts.length > 0) {
    const tried = facts
    const outcome = await book(store, fund, month, (bookedIn) => group.compose(tried, bookedIn))
    if (outcome.status !== 'rejected') return
    const before = new Set(outcome.failed.map(({ index }) => index))
    facts = tried.filter((_, index) => !before.has(index))
    must(facts.length < tried.length, 'posting.rejected', 'a group was rejected though none was posted')
  }
}
