import { objectCreatedType } from '#shared/contracts/files.ts'
import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import { republishTasks } from '#shared/edge/watch/republish.ts'
import { creditInterest, interestDueTask, interestTask, startInterestDue } from './account/credit-interest.ts'
import { creditRetirees, retireesDueTask, retireesTask, startRetireesDue } from './account/credit-retirees.ts'
import { commitTask, commitUnit } from './catalogue/commit-catalogue.ts'
import { importFile } from './catalogue/import-file.ts'
import { approvalTask, approvalUnit } from './catalogue/judge-import.ts'
import { fileTask, takeFile } from './catalogue/start-file.ts'
import { correctionTask, correctUnit } from './correction/correction-unit.ts'
import {
  dueCorrectionsTask,
  dueShareTask,
  shareDueCorrections,
  startDueCorrections,
} from './correction/start-due.ts'
import type { Effects } from './effects.ts'
import { nightlyChecks } from './night/nightly-checks.ts'
import { whatWaits } from './night/what-waits.ts'
import { toEvents } from './outbox.ts'
import { followOpenPartings } from './parting/follow.ts'
import { priceUnit } from './pricing/pricing-unit.ts'
import { pricingTask } from './pricing/store.ts'
import { superviseMonth, supervisionTask } from './supervision/supervise-month.ts'
import { provinceTask, superviseProvince } from './supervision/supervise-province.ts'
import { service } from './table.ts'
import { whatIfTask } from './what-if/store.ts'
import { tryUnit } from './what-if/try-unit.ts'

/**
 * The units of runs: interest and credits of accounts, corrections of claims, prices of policy changes, what-ifs, imports of the catalogue, supervision's months, and
 * the nightly check.
 */
export const tasks = (effects: Effects): Tasks => ({
  [dueCorrectionsTask]: async (message) => {
    await followOpenPartings(message, effects)
    await shareDueCorrections(message, effects)
  },
  [dueShareTask]: async (unit) => {
    await startDueCorrections(unit, effects)
  },
  [correctionTask]: (unit) => correctUnit(unit, effects),
  [interestDueTask]: (message) => startInterestDue(message, effects),
  [interestTask]: (unit) => creditInterest(unit, effects),
  [retireesDueTask]: (message) => startRetireesDue(message, effects),
  [retireesTask]: (unit) => creditRetirees(unit, effects),
  [pricingTask]: (unit) => priceUnit(unit, effects),
  [whatIfTask]: (unit) => tryUnit(unit, effects),
  [commitTask]: (unit) => commitUnit(unit, effects),
  [approvalTask]: (unit) => approvalUnit(unit, effects),
  [fileTask]: (unit) => importFile(unit, effects),
  [objectCreatedType]: (event) => takeFile(event, effects),
  [provinceTask]: (message) => superviseProvince(message, effects),
  [supervisionTask]: (unit) => superviseMonth(unit, effects),
  ...checkTasks({ ...nightlyChecks, waits: () => whatWaits(effects.policy()) }, effects.runs),
  ...republishTasks({ kinds: service.publishes, toEvents }, effects),
})
