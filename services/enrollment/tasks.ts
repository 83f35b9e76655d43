import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import type { Effects } from './effects.ts'
import { importFile } from './import/import-file.ts'
import { importTask } from './import/start-import.ts'
import { nightlyChecks } from './night/nightly-checks.ts'

/** The units of the nightly check, and files of persons. */
export const tasks = (effects: Effects): Tasks => ({
  ...checkTasks(nightlyChecks(effects.secrets, effects.policy), effects.runs),
  [importTask]: (unit) => importFile(unit, effects),
})
