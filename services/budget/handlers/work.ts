import type { RunUnit } from '#shared/edge/runs/run.ts'
import { work } from '#shared/edge/runs/run.ts'
import { assessmentTasks } from '../assessment/tasks.ts'
import { clearingTasks } from '../clearing/tasks.ts'
import type { Effects } from '../effects.ts'
import { effects } from '../effects.ts'
import { settlementTasks } from '../monthly-settlement/tasks.ts'
import { checkTasks } from '../nightly-check/tasks.ts'
import { sealTasks } from '../seals/tasks.ts'
import { advanceTasks } from '../working-capital/tasks.ts'

/** What the units of this service's runs do. */
export const tasks = (given: Effects): Readonly<Record<string, (unit: RunUnit) => Promise<void>>> => ({
  ...settlementTasks(given),
  ...advanceTasks(given),
  ...assessmentTasks(given),
  ...clearingTasks(given),
  ...checkTasks(given),
  ...sealTasks(given),
})

export const handler = work(tasks(effects))
