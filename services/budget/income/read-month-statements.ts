import type { Month } from '#shared/calendar/day.ts'
import { addMonths } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { readPeriodsAmong } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { readContributed } from './contributed.ts'
import type { Tie } from './rules/month-statement.ts'
import { tieMonth } from './rules/month-statement.ts'
import type { StatedMonth } from './stated-months.ts'
import { listStated } from './stated-months.ts'

export type MonthStatement = { readonly stated: StatedMonth; readonly tie: Tie }

/** So long before a month may have happened what is booked in it: paid a year in advance, or told late. */
const longestBefore = 24

/** The statements of some months of a fund, each held against the ledger as it stands now. */
export const readMonthStatements = async (
  store: Store,
  fund: Fund,
  { from, to }: { readonly from: Month; readonly to: Month },
): Promise<MonthStatement[]> => {
  const [stated, booked, periods] = await Promise.all([
    listStated(store, fund, addMonths(from, -1), to),
    readContributed(store, fund, { from: addMonths(from, -longestBefore), to }),
    readPeriodsAmong(store, fund, { from, to }),
  ])
  return stated
    .filter(({ month }) => month >= from)
    .map((own) => ({
      stated: own,
      tie: tieMonth({
        ...{ stated: own, booked },
        period: periods.find(({ period }) => period === own.month)?.movements ?? {},
        before: stated.find(({ month }) => month === addMonths(own.month, -1)),
      }),
    }))
}
