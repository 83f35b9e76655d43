import { work } from '#shared/edge/runs/run.ts'
import { effects, meter } from '../effects.ts'
import { tasks } from './tasks.ts'

export const handler = work(tasks(effects, meter))
