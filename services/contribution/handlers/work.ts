import { work } from '#shared/edge/run.ts'
import { billMonthUnit } from '../commands/bill-month-unit.ts'
import { billResidents } from '../commands/bill-shards.ts'
import { effects, emitCost } from '../effects.ts'

/** The units of billing runs. */
export const handler = work(
  {
    'employer-month': (unit) => billMonthUnit(unit, effects),
    'resident-year': (unit) => billResidents(unit, effects),
  },
  (units) => emitCost('work', units),
)
