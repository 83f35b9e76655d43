import { checkTasks } from '#shared/edge/runs/check-records.ts'
import { work } from '#shared/edge/runs/run.ts'
import { billMonthUnit } from '../commands/bill-month-unit.ts'
import { billResidents } from '../commands/bill-shards.ts'
import { countForStatement } from '../commands/count-residents.ts'
import { nightlyChecks } from '../commands/nightly-checks.ts'
import { statementTask } from '../commands/start-statement.ts'
import { effects, emitCost } from '../effects.ts'

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
