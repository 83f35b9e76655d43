import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import type { BaseEffects } from './effects.ts'
import { nightlyChecks } from './night/nightly-checks.ts'

/** The units of the nightly check. */
export const tasks = (effects: BaseEffects): Tasks => checkTasks(nightlyChecks, effects.runs)
