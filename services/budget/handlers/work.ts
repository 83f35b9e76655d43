import { work } from '#shared/edge/runs/run.ts'
import { effects } from '../effects.ts'
import { tasks } from '../tasks.ts'

/** The units of runs. */
export const handler = work(tasks(effects))
