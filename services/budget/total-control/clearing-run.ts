import type { FundYear } from '#shared/calendar/day.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Fund } from '../ledger/rules/fund.ts'

/** The run that proposes a fund year's clearing statements; there is one for each year. */
export const clearingRunId = ({ city, scheme }: Fund, year: FundYear): string =>
  `CL-${city}-${scheme}-${year}`

/** Whether the clearing of a fund year has begun: from then on nothing may change that it is cleared by. */
export const isBeingCleared = async (store: Store, fund: Fund, year: FundYear): Promise<boolean> =>
  (await readRun(store, clearingRunId(fund, year))) !== undefined
