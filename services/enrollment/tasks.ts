import { objectCreatedType } from '#shared/contracts/files.ts'
import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import { applyPage, applyTask } from './aid-list/apply-list.ts'
import { compareList, compareTask } from './aid-list/compare-list.ts'
import { movePage, moveTask } from './division/move-many.ts'
import { checkTask, findDuplicates } from './duplicate/check-all.ts'
import { mergeTask } from './duplicate/decide.ts'
import { mergePair } from './duplicate/merge-pair.ts'
import type { WorkEffects } from './effects.ts'
import { importFile } from './import/import-file.ts'
import { importTask } from './import/start-import.ts'
import { takeFile } from './import/take-file.ts'
import { countDueTask, countPart, countTask, startCountDue } from './indicator/count-insured.ts'
import { nightlyChecks } from './night/nightly-checks.ts'

/** The units of the nightly check, files of persons, lists of aid recipients, and counts of a month. */
export const tasks = (effects: WorkEffects): Tasks => ({
  ...checkTasks(nightlyChecks(effects.secrets, effects.policy), effects.runs),
  [countDueTask]: (message) => startCountDue(message, effects),
  [countTask]: (unit) => countPart(unit, effects),
  [compareTask]: (unit) => compareList(unit, effects),
  [applyTask]: (unit) => applyPage(unit, effects),
  [checkTask]: (unit) => findDuplicates(unit, effects),
  [moveTask]: (unit) => movePage(unit, effects),
  [mergeTask]: (unit) => mergePair(unit, effects),
  [importTask]: (unit) => importFile(unit, effects),
  [objectCreatedType]: (event) => takeFile(event, effects),
})
