import type { RunUnit } from '#shared/edge/run.ts'
import type { Effects } from '../effects.ts'
import { settlementTask, settleUnit } from './settle-unit.ts'

/** What the units of this service's runs do. */
export const tasks = (effects: Effects): Readonly<Record<string, (unit: RunUnit) => Promise<void>>> => ({
  [settlementTask]: (unit) => settleUnit(effects, unit),
})
