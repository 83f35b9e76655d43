import { addMonths, monthOf } from '#shared/calendar/day.ts'
import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { dueOn, startRun } from '#shared/edge/runs/run.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { SupervisionEffects } from './effects.ts'
import { supervisionRun } from './supervise-month.ts'

/** The task of the monthly schedule's message, which says when it was due. */
export const provinceTask = 'supervise-province'

/**
 * Starts the supervision of every city's month that is just over. The schedule's message may come twice: the runs are
 * named after city and month, so that each is made once.
 */
export const superviseProvince = async (message: ScheduleMessage, effects: SupervisionEffects) => {
  const today = dueOn(message)
  const month = addMonths(monthOf(today), -1)
  for (const { code } of cities) {
    const run = await supervisionRun({ city: code, month, today }, effects)
    if (run.status === 'accepted') await startRun(effects.runs(), run.value)
  }
}
