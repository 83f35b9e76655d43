import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { citySettlementTask, settleCityUnit } from './settle-city-unit.ts'

/** Books what an approved settlement between cities comes to. */
export const citySettlementTasks = (effects: Effects) => ({
  [citySettlementTask]: (unit: RunUnit) => settleCityUnit(effects, unit),
})
