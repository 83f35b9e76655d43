import type { FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOf, lastDayOfYear } from '#shared/calendar/day.ts'
import type { Agreement } from './agreement.ts'

/**
 * Whether an agreement holds from a month to the end of its year. A suspended one does: its institution keeps the quota
 * that it comes back to.
 */
export const coversMonths = ({ from, to, withdrawn }: Agreement, year: FundYear, first: Month): boolean =>
  from <= firstDayOf(first) && to >= lastDayOfYear(year) && withdrawn === undefined
