import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import { republishTasks } from '#shared/edge/watch/republish.ts'
import { disburseAllocationsUnit } from './allocation/disburse-allocations.ts'
import { allocationTask } from './allocation/start-allocation-run.ts'
import type { Effects } from './effects.ts'
import { assessLevyUnit } from './levy/assess-levy.ts'
import { levyTask } from './levy/start-levy-run.ts'
import { nightlyChecks } from './night/nightly-checks.ts'
import { toEvents } from './outbox.ts'
import { remindCities, remindTask } from './remittance/remind-cities.ts'
import { service } from './table.ts'

/** The units of levy and allocation runs, and of the nightly check. */
export const tasks = (effects: Effects): Tasks => ({
  [levyTask]: (unit) => assessLevyUnit(unit, effects),
  [remindTask]: (message) => remindCities(message, effects),
  [allocationTask]: (unit) => disburseAllocationsUnit(unit, effects),
  ...checkTasks(nightlyChecks(effects.policy), effects.runs),
  ...republishTasks({ kinds: service.publishes, toEvents }, effects),
})
