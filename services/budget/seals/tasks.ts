import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { provinceSealTask, sealProvince, sealTask, sealUnit } from './seal-ledger.ts'

/** Seals the ledger of every city, night by night, or of one when it is asked for. */
export const sealTasks = (effects: Effects) => ({
  [provinceSealTask]: (message: ScheduleMessage) => sealProvince(message, effects),
  [sealTask]: (unit: RunUnit) => sealUnit(effects, unit),
})
