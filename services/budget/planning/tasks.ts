import type { Day } from '#shared/calendar/day.ts'
import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn } from '#shared/edge/runs/run.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { openYears, tellPassedLines, watchLines } from './passed-lines.ts'

/** What else is to be done of a fund of which a line passed what was approved for it. */
type OnPassed = (fund: Fund, on: Day) => Promise<void>

/** Looks at every fund's lines every few minutes, so that no posting of claims has to. */
const watchProvince = async (
  message: ScheduleMessage,
  { store }: Pick<Effects, 'store'>,
  onPassed: OnPassed,
): Promise<void> => {
  const on = dueOn(message)
  for (const { code: city } of cities)
    for (const scheme of schemes)
      for (const year of openYears(on)) {
        const passed = await tellPassedLines(store, { fund: { city, scheme }, year, on })
        if (passed.length > 0) await onPassed({ city, scheme }, on)
      }
}

/** Telling the lines that passed what was approved for them. */
export const planningTasks = (effects: Effects, onPassed: OnPassed) => ({
  [watchLines]: (message: ScheduleMessage) => watchProvince(message, effects, onPassed),
})
