import { work } from '#shared/edge/runs/run.ts'
import { effects } from '../effects.ts'
import { tasks } from '../tasks.ts'

/** The units of the nightly check, and files of persons. */
export const handler = work(tasks(effects), (units) => effects.meter('work', units))
