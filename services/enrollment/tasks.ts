import { objectCreatedType } from '#shared/contracts/files.ts'
import { importFile } from '#shared/edge/imports/import-file.ts'
import { importTask } from '#shared/edge/imports/start-import.ts'
import { takeFile } from '#shared/edge/imports/take-file.ts'
import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import { republishTasks } from '#shared/edge/watch/republish.ts'
import { applyPage, applyTask } from './aid-list/apply-list.ts'
import { compareList, compareTask } from './aid-list/compare-list.ts'
import { movePage, moveTask } from './division/move-many.ts'
import { checkTask, findDuplicates } from './duplicate/check-all.ts'
import { mergeTask } from './duplicate/decide.ts'
import { mergePair } from './duplicate/merge-pair.ts'
import type { WorkEffects } from './effects.ts'
import { fileKinds } from './file-kinds.ts'
import { countDueTask, countPart, countTask, startCountDue } from './indicator/count-insured.ts'
import { nightlyChecks } from './night/nightly-checks.ts'
import { toEvents } from './outbox.ts'
import { table } from './refusals.ts'
import { leaveEmployer, leaveTask } from './strike-off/leave-employer.ts'
import { service } from './table.ts'

/** The units of the nightly check, files of persons, lists of aid recipients, and counts of a month. */
export const tasks = (effects: WorkEffects): Tasks => ({
  ...checkTasks(nightlyChecks(effects.secrets, effects.policy), effects.runs),
  [countDueTask]: (message) => startCountDue(message, effects),
  [countTask]: (unit) => countPart(unit, effects),
  [compareTask]: (unit) => compareList(unit, effects),
  [applyTask]: (unit) => applyPage(unit, effects),
  [checkTask]: (unit) => findDuplicates(unit, effects),
  [moveTask]: (unit) => movePage(unit, effects),
  [leaveTask]: (unit) => leaveEmployer(unit, effects),
  [mergeTask]: (unit) => mergePair(unit, effects),
  [importTask]: (unit) => importFile(unit, { kinds: fileKinds(effects), table }, effects),
  [objectCreatedType]: (event) => takeFile(event, effects),
  ...republishTasks({ kinds: service.publishes, toEvents }, effects),
})
