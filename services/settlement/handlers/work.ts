import { checkTasks } from '#shared/edge/runs/check-records.ts'
import { work } from '#shared/edge/runs/run.ts'
import { pricingTask } from '../adapters/pricing-store.ts'
import { commitTask, commitUnit } from '../commands/commit-catalogue.ts'
import { correctionTask, correctUnit } from '../commands/correction/correction-unit.ts'
import { nightlyChecks } from '../commands/nightly-checks.ts'
import { priceUnit } from '../commands/pricing/pricing-unit.ts'
import { superviseMonth, supervisionTask } from '../commands/supervision/supervise-month.ts'
import { provinceTask, superviseProvince } from '../commands/supervision/supervise-province.ts'
import { effects } from '../effects.ts'

/**
 * The units of runs: corrections of claims, prices of policy changes, imports of the catalogue, supervision's months, and
 * the nightly check.
 */
export const handler = work(
  {
    [correctionTask]: (unit) => correctUnit(unit, effects),
    [pricingTask]: (unit) => priceUnit(unit, effects),
    [commitTask]: (unit) => commitUnit(unit, effects),
    [provinceTask]: (message) => superviseProvince(message, effects),
    [supervisionTask]: (unit) => superviseMonth(unit, effects),
    ...checkTasks(nightlyChecks, effects.runs),
  },
  (units) => effects.meter('work', units),
)
