import type { FundYear } from '#shared/calendar/day.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { readPeriods } from './periods.ts'
import type { Fund } from './rules/fund.ts'

/** Whether the settlement of a year's December has gone through all its institutions. */
export const isDecemberSettled = async (store: Store, fund: Fund, year: FundYear): Promise<boolean> => {
  const periods = await readPeriods(store, fund, `${year}-12`)
  const december = periods.find(({ period }) => period === `${year}-12`)
  const run = december?.closedBy ? await readRun(store, december.closedBy) : undefined
  return run?.status === 'done'
}
