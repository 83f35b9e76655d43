import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { postings } from '../claims/postings.ts'
import { postingPartition, postingsOfMonth } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Case } from './rules/case.ts'
import { caseOf } from './rules/case.ts'

/** A case with the month it was booked in, which is later than its own where that was closed when it came. */
export type PostedCase = Case & { readonly bookedIn: Month }

const postedCase = (item: Stored): PostedCase | undefined => {
  const found = caseOf(postings.from(item))
  return found && { ...found, bookedIn: String(item.bookedIn) }
}

async function* casesIn(items: AsyncIterable<Stored>): AsyncGenerator<PostedCase> {
  for await (const item of items) {
    const found = postedCase(item)
    if (found) yield found
  }
}

/** The cases of an institution that belong to some months, one by one, so that a large hospital's are never all in memory. */
export async function* casesOf(
  store: Store,
  fund: Fund,
  institution: string,
  months: readonly Month[],
): AsyncGenerator<PostedCase> {
  for (const month of months) yield* casesIn(store.list(postingsOfMonth(fund, month, institution)))
}

/** The cases of an institution that belong to a year, one by one in order of months. */
export const casesOfYear = (
  store: Store,
  fund: Fund,
  institution: string,
  year: FundYear,
): AsyncGenerator<PostedCase> => casesIn(store.list({ pk: postingPartition(fund, year, institution) }))
