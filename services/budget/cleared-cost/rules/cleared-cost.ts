import type { FundYear, Month } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { CostByLine } from './cost-parts.ts'
import { addCosts } from './cost-parts.ts'

/** What was booked in a month and belongs to an earlier year. */
export type CostOfYear = {
  /** The fund year that it belongs to. */
  readonly year: FundYear
  readonly bookedIn: Month
  readonly costs: CostByLine
}

/** A year's parts that are booked later, and what its own books hold of earlier years. */
export type YearCosts = { readonly later: CostByLine; readonly ofEarlier: CostByLine }

/** What belongs to a year from later books, and to earlier years from its own, up to a month of it. */
export const costsOfYear = (
  all: readonly CostOfYear[],
  year: FundYear,
  through: Month = `${year}-12`,
): YearCosts => ({
  later: addCosts(...all.filter((each) => each.year === year).map(({ costs }) => costs)),
  ofEarlier: addCosts(
    ...all
      .filter((each) => yearOf(each.bookedIn) === year && each.bookedIn <= through)
      .map(({ costs }) => costs),
  ),
})
