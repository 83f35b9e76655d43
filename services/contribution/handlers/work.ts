import { openBucket } from '#shared/edge/files/bucket.ts'
import { work } from '#shared/edge/runs/run.ts'
import { effects } from '../effects.ts'
import { tasks } from '../tasks.ts'

/** The units of runs. */
export const handler = work(tasks({ ...effects, files: openBucket() }), (units) =>
  effects.meter('work', units),
)
