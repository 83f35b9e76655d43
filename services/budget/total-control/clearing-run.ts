import type { FundYear } from '#shared/calendar/day.ts'
import type { Fund } from '../ledger/rules/fund.ts'

/** The run that proposes a fund year's clearing statements; there is one for each year. */
export const clearingRunId = ({ city, scheme }: Fund, year: FundYear): string =>
  `CL-${city}-${scheme}-${year}`
