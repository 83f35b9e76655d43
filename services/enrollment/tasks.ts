import { objectCreatedType } from '#shared/contracts/files.ts'
import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import { applyPage, applyTask } from './aid-list/apply-list.ts'
import { compareList, compareTask } from './aid-list/compare-list.ts'
import type { WorkEffects } from './effects.ts'
import { importFile } from './import/import-file.ts'
import { importTask } from './import/start-import.ts'
import { takeFile } from './import/take-file.ts'
import { nightlyChecks } from './night/nightly-checks.ts'

/** The units of the nightly check, files of persons, and lists of aid recipients. */
export const tasks = (effects: WorkEffects): Tasks => ({
  ...checkTasks(nightlyChecks(effects.secrets, effects.policy), effects.runs),
  [compareTask]: (unit) => compareList(unit, effects),
  [applyTask]: (unit) => applyPage(unit, effects),
  [importTask]: (unit) => importFile(unit, effects),
  [objectCreatedType]: (event) => takeFile(event, effects),
})
