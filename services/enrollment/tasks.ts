import { objectCreatedType } from '#shared/contracts/files.ts'
import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import { checkTask, findDuplicates } from './duplicate/check-all.ts'
import { mergeTask } from './duplicate/decide.ts'
import { mergePair } from './duplicate/merge-pair.ts'
import type { WorkEffects } from './effects.ts'
import { importFile } from './import/import-file.ts'
import { importTask } from './import/start-import.ts'
import { takeFile } from './import/take-file.ts'
import { nightlyChecks } from './night/nightly-checks.ts'

/** The units of the nightly check, and files of persons. */
export const tasks = (effects: WorkEffects): Tasks => ({
  ...checkTasks(nightlyChecks(effects.secrets, effects.policy), effects.runs),
  [checkTask]: (unit) => findDuplicates(unit, effects),
  [mergeTask]: (unit) => mergePair(unit, effects),
  [importTask]: (unit) => importFile(unit, effects),
  [objectCreatedType]: (event) => takeFile(event, effects),
})
