import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { addMonths, monthOf, yearOf } from '#shared/calendar/day.ts'

/**
 * A period of the ledger: a month, or one of the two after December that only the year's close writes:
 * `-13` for the final entries, `-14` for carrying the result into the balances. They sort after the months.
 */
export type Period = Month | `${number}-13` | `${number}-14`

export const finalPeriod = (year: FundYear): Period => `${year}-13`
export const carryingPeriod = (year: FundYear): Period => `${year}-14`

/** The last period of a year that is looked at up to a month: December holds the final entries. */
export const lastPeriodOf = (month: Month): Period =>
  month.endsWith('-12') ? finalPeriod(yearOf(month)) : month

/** Where a fact of a fund year is booked first of all: the month of its day, but not before the fund year. */
export const periodFor = (on: Day, fundYear: FundYear): Month => {
  const january = `${fundYear}-01`
  return monthOf(on) < january ? january : monthOf(on)
}

/** Where a month's settlement is booked: after the month, which it closed. */
export const periodAfter = (month: Month, on: Day): Month =>
  monthOf(on) > month ? monthOf(on) : nextPeriod(month)

/** The next period to try when one is closed. */
export const nextPeriod = (month: Month): Month => addMonths(month, 1)
