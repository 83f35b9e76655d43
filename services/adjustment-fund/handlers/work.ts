import { checkTasks } from '#shared/edge/runs/check-records.ts'
import { work } from '#shared/edge/runs/run.ts'
import { assessLevyUnit } from '../commands/assess-levy.ts'
import { disburseAllocationsUnit } from '../commands/disburse-allocations.ts'
import { nightlyChecks } from '../commands/nightly-checks.ts'
import { effects, emitCost } from '../effects.ts'

/** The units of levy and allocation runs, and of the nightly check. */
export const handler = work(
  {
    'assess-levy': (unit) => assessLevyUnit(unit, effects),
    'disburse-allocations': (unit) => disburseAllocationsUnit(unit, effects),
    ...checkTasks(nightlyChecks, () => ({ ...effects, queueUrl: effects.queueUrl() })),
  },
  (units) => emitCost('work', units),
)
