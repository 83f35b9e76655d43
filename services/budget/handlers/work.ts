import { work } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { effects as deployed } from '../effects.ts'
import { tasks } from '../tasks.ts'

/** The units of runs. */
export const compose = ({ effects }: { readonly effects: Effects }) => work(tasks(effects))

export const handler = compose({ effects: deployed })
