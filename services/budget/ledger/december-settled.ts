import type { FundYear } from '#shared/calendar/day.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { readPeriodsAmong } from './periods.ts'
import type { Fund } from './rules/fund.ts'
import type { FundPeriod } from './rules/year-periods.ts'

/** Whether the settlement of a year's December has gone through all its institutions, told by the fund's periods. */
export const decemberIsSettled = async (
  store: Store,
  periods: readonly FundPeriod[],
  year: FundYear,
): Promise<boolean> => {
  const december = periods.find(({ period }) => period === `${year}-12`)
  const run = december?.closedBy ? await readRun(store, december.closedBy) : undefined
  return run?.status === 'done'
}

/** The same of a fund whose periods are not read yet. */
export const isDecemberSettled = async (store: Store, fund: Fund, year: FundYear): Promise<boolean> =>
  decemberIsSettled(
    store,
    await readPeriodsAmong(store, fund, { from: `${year}-12`, to: `${year}-12` }),
    year,
  )
