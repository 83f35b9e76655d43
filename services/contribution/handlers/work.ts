import { checkTasks } from '#shared/edge/runs/check-records.ts'
import { work } from '#shared/edge/runs/run.ts'
import { billMonthUnit } from '../billing/bill-month-unit.ts'
import { billResidents } from '../billing/bill-shards.ts'
import { effects, emitCost } from '../effects.ts'
import { nightlyChecks } from '../night/nightly-checks.ts'
import { countForStatement } from '../subsidy/count-residents.ts'
import { statementTask } from '../subsidy/start-statement.ts'

/** The units of billing runs, of subsidy statements, and of the nightly check. */
export const handler = work(
  {
    'employer-month': (unit) => billMonthUnit(unit, effects),
    'resident-year': (unit) => billResidents(unit, effects),
    [statementTask]: (unit) => countForStatement(unit, effects),
    ...checkTasks(nightlyChecks, () => ({ ...effects, queueUrl: effects.queueUrl() })),
  },
  (units) => emitCost('work', units),
)
