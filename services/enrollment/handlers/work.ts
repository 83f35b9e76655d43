import { checkTasks } from '#shared/edge/runs/check-records.ts'
import { work } from '#shared/edge/runs/run.ts'
import { effects, emitCost } from '../effects.ts'
import { nightlyChecks } from '../night/nightly-checks.ts'

/** The units of the nightly check. */
export const handler = work(checkTasks(nightlyChecks, effects.runs), (units) => emitCost('work', units))
