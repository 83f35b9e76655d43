import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import { billMonthUnit } from './billing/bill-month-unit.ts'
import { billResidents, billRetired } from './billing/bill-shards.ts'
import type { Effects } from './effects.ts'
import { nightlyChecks } from './night/nightly-checks.ts'
import { whatWaits } from './night/what-waits.ts'
import { countForStatement } from './subsidy/count-residents.ts'
import { statementTask } from './subsidy/start-statement.ts'

/** The units of billing runs, of subsidy statements, and of the nightly check. */
export const tasks = (effects: Effects): Tasks => ({
  'employer-month': (unit) => billMonthUnit(unit, effects),
  'resident-year': (unit) => billResidents(unit, effects),
  'large-sum': (unit) => billRetired(unit, effects),
  [statementTask]: (unit) => countForStatement(unit, effects),
  ...checkTasks({ ...nightlyChecks, waits: () => whatWaits(effects.policy()) }, effects.runs),
})
