import { work } from '#shared/edge/run.ts'
import { assessLevyUnit } from '../commands/assess-levy.ts'
import { disburseAllocationsUnit } from '../commands/disburse-allocations.ts'
import { effects, emitCost } from '../effects.ts'

/** The units of levy and allocation runs. */
export const handler = work(
  {
    'assess-levy': (unit) => assessLevyUnit(unit, effects),
    'disburse-allocations': (unit) => disburseAllocationsUnit(unit, effects),
  },
  (units) => emitCost('work', units),
)
