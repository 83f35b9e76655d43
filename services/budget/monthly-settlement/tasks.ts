import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { institutionsOf, settlementTask, settleUnit } from './settle-unit.ts'

/** Settles the institutions of a unit; the meter is told how many. */
export const settlementTasks = (effects: Effects) => ({
  [settlementTask]: async (unit: RunUnit) => {
    await settleUnit(effects, unit)
    effects.meter('monthly-settlement', institutionsOf(unit).length)
  },
})
