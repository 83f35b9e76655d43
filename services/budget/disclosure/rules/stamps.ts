import type { Day, Month } from '#shared/calendar/day.ts'
import { entriesThrough } from '../../indicator/rules/figures.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import type { ApprovedShare } from './fund-documents.ts'

/** As what the books stood that a month's levy and shares were read from: how often they were written in, how many shares. */
export const adjustmentStamp = (
  month: Month,
  periods: readonly Pick<FundPeriod, 'period' | 'entries'>[],
  shares: readonly Pick<ApprovedShare, 'approvedOn'>[],
): string => {
  const known = shares.filter(({ approvedOn }) => approvedOn.slice(0, 7) <= month).length
  return `${entriesThrough(periods, month)}/${known}`
}

/** As what a month's indicators stood that its costs were read from. */
export const costStamp = ({
  computedOn,
  entries,
}: {
  readonly computedOn: Day
  readonly entries: number
}): string => `${computedOn}/${entries}`
