import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { advanceTask, advanceUnit, lentBy } from './advance-unit.ts'

/** Lends to the institutions of a unit; the meter is told how many. */
export const advanceTasks = (effects: Effects) => ({
  [advanceTask]: async (unit: RunUnit) => {
    await advanceUnit(effects, unit)
    effects.meter('working-capital', lentBy(unit).lent.length)
  },
})
