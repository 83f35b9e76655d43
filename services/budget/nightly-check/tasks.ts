import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { checkProvince, checkTask, checkUnit, provinceCheckTask } from './check-cities.ts'

/** Checks the books of every city. */
export const checkTasks = (effects: Effects) => ({
  [provinceCheckTask]: (message: ScheduleMessage) => checkProvince(message, effects),
  [checkTask]: (unit: RunUnit) => checkUnit(effects, unit),
})
