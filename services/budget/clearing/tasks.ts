import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { lockedBy, lockTask, lockUnit } from './lock-unit.ts'
import { clearingTask, proposedBy, proposeUnit } from './propose-unit.ts'

/** Proposes statements to the institutions of a unit, or locks them; the meter is told how many. */
export const clearingTasks = (effects: Effects) => ({
  [clearingTask]: async (unit: RunUnit) => {
    await proposeUnit(effects, unit)
    effects.meter('clearing', proposedBy(unit).years.length)
  },
  [lockTask]: async (unit: RunUnit) => {
    await lockUnit(effects, unit)
    effects.meter('clearing-lock', lockedBy(unit).institutions.length)
  },
})
