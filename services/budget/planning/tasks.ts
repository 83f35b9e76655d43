import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn } from '#shared/edge/runs/run.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { openYears, tellPassedLines, watchLines } from './passed-lines.ts'

/** Looks at every fund's lines every few minutes, so that no posting of claims has to. */
const watchProvince = async (message: ScheduleMessage, { store }: Pick<Effects, 'store'>): Promise<void> => {
  const on = dueOn(message)
  for (const { code: city } of cities)
    for (const scheme of schemes)
      for (const year of openYears(on)) await tellPassedLines(store, { fund: { city, scheme }, year, on })
}

/** Telling the lines that passed what was approved for them. */
export const planningTasks = (effects: Effects) => ({
  [watchLines]: (message: ScheduleMessage) => watchProvince(message, effects),
})
