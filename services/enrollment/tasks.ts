import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import type { Effects } from './effects.ts'
import { nightlyChecks } from './night/nightly-checks.ts'

/** The units of the nightly check. */
export const tasks = (effects: Effects): Tasks => checkTasks(nightlyChecks, effects.runs)
