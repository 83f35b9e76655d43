import type { Bucket } from '#shared/edge/files/bucket.ts'
import { openBucket } from '#shared/edge/files/bucket.ts'
import { work } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { effects as deployed } from '../effects.ts'
import { tasks } from '../tasks.ts'

/** The units of runs. */
export const compose = ({ effects, files }: { readonly effects: Effects; readonly files: Bucket }) =>
  work(tasks({ ...effects, files }), (units) => effects.meter('work', units))

export const handler = compose({ effects: deployed, files: openBucket() })
