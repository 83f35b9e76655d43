import type { Month } from '#shared/calendar/day.ts'
import type { GapShare } from '../../adjustment-fund/store.ts'
import { entriesThrough } from '../../indicator/rules/figures.ts'
import type { IndicatorMonth } from '../../indicator/store.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'

/** As what the books stood that a month's levy and shares were read from: how often they were written in, how many shares. */
export const adjustmentStamp = (
  month: Month,
  periods: readonly Pick<FundPeriod, 'period' | 'entries'>[],
  shares: readonly Pick<GapShare, 'approvedOn'>[],
): string => {
  const known = shares.filter(({ approvedOn }) => approvedOn.slice(0, 7) <= month).length
  return `${entriesThrough(periods, month)}/${known}`
}

/** As what a month's indicators stood that its costs were read from. */
export const costStamp = ({ computedOn, entries }: Pick<IndicatorMonth, 'computedOn' | 'entries'>): string =>
  `${computedOn}/${entries}`
