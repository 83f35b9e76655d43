import { chinaDay } from '#shared/calendar/day.ts'
import { objectCreatedType } from '#shared/contracts/files.ts'
import { readSentFile } from '#shared/edge/files/sent-file.ts'
import { importFile } from '#shared/edge/imports/import-file.ts'
import { importTask } from '#shared/edge/imports/start-import.ts'
import { takeFile } from '#shared/edge/imports/take-file.ts'
import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import { republishTasks } from '#shared/edge/watch/republish.ts'
import { billMonthUnit } from './billing/bill-month-unit.ts'
import { billResidents, billRetired } from './billing/bill-shards.ts'
import { countCounties, countyTask } from './county-collection/count-counties.ts'
import type { WorkEffects } from './effects.ts'
import { fileKinds } from './import/file-kinds.ts'
import { sweepAccounts, sweepTask } from './income/sweep-accounts.ts'
import { billFees, feesDueTask, feeTask, startFeesDue } from './late-fee/bill-fees.ts'
import { startStatingDue, stateMonth, statesDueTask, stateTask } from './month-statement/state-months.ts'
import { nightlyChecks } from './night/nightly-checks.ts'
import { whatWaits } from './night/what-waits.ts'
import { toEvents } from './outbox.ts'
import { paymentFileTask, recordPaymentFile, takePaymentFile } from './payment-file/take-file.ts'
import { compareLists } from './reconciliation/compare-lists.ts'
import { compareTask } from './reconciliation/take-list.ts'
import { table } from './refusals.ts'
import { countForStatement } from './subsidy/count-residents.ts'
import { statementTask } from './subsidy/start-statement.ts'
import { service } from './table.ts'
import { unityTask, weighUnity } from './unity/weigh-unity.ts'

/** The units of billing runs, of subsidy statements, of the daily sweep, and of the nightly check. */
export const tasks = (effects: WorkEffects): Tasks => ({
  'employer-month': (unit) => billMonthUnit(unit, effects, chinaDay(new Date())),
  'resident-year': (unit) => billResidents(unit, effects),
  'large-sum': (unit) => billRetired(unit, effects),
  [statementTask]: (unit) => countForStatement(unit, effects),
  [sweepTask]: (message) => sweepAccounts(message, effects),
  [feesDueTask]: (message) => startFeesDue(message, effects),
  [feeTask]: (unit) => billFees(unit, effects),
  [statesDueTask]: (message) => startStatingDue(message, effects),
  [stateTask]: (unit) => stateMonth(unit, effects),
  [countyTask]: (unit) => countCounties(unit, effects),
  [unityTask]: (unit) => weighUnity(unit, effects),
  [compareTask]: (unit) => compareLists(unit, effects),
  [paymentFileTask]: (unit) => recordPaymentFile(unit, effects),
  [importTask]: (unit) => importFile(unit, { kinds: fileKinds(effects), table }, effects),
  [objectCreatedType]: (event) =>
    readSentFile(event)?.kind === 'payments' ? takePaymentFile(event, effects) : takeFile(event, effects),
  ...checkTasks({ ...nightlyChecks, waits: () => whatWaits(effects.policy()) }, effects.runs),
  ...republishTasks({ kinds: service.publishes, toEvents }, effects),
})
