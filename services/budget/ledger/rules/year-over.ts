import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { refuse } from '../../refusals.ts'

/** Whether a day comes after the last one of a fund year: what ends a year is dated so. */
export const isAfterYear = (on: Day, year: FundYear): boolean => on > lastDayOfYear(year)

/** Why what ends a year is not done on a day: the year is not over then. */
export const refuseBeforeEnd = ({
  on,
  year,
}: {
  readonly on: Day
  readonly year: FundYear
}): Decision<never> | undefined =>
  isAfterYear(on, year) ? undefined : refuse('fund-year.not-over', { field: 'on', figures: { year, on } })
