import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { assessedBy, assessmentTask, assessUnit } from './assess-unit.ts'

/** Assesses the institutions of a unit; the meter is told how many. */
export const assessmentTasks = (effects: Effects) => ({
  [assessmentTask]: async (unit: RunUnit) => {
    await assessUnit(effects, unit)
    effects.meter('assessment', assessedBy(unit).institutions.length)
  },
})
