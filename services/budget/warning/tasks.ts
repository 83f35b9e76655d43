import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, inputOf, isUnitDone, startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { readPeriodsAmong } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { judgeFund } from './judge-fund.ts'

export const judgeTask = 'judge-city'
/** The task of the daily schedule's message. */
export const judgeDueTask = 'judge-funds'

type Needs = Pick<Effects, 'store' | 'policy' | 'runs'>

/**
 * Judges a fund where it has books, for a cause that comes by itself. Who judges it at the same time has raised what there
 * is to raise: then it is judged once more on what that left.
 */
export const judgeFor = async (
  effects: Pick<Effects, 'store' | 'policy'>,
  command: { readonly fund: Fund; readonly on: Day; readonly commandId: string },
): Promise<void> => {
  const year = yearOf(command.on)
  const periods = await readPeriodsAmong(effects.store, command.fund, {
    from: `${year}-01`,
    to: `${year}-14`,
  })
  if (periods.length === 0) return
  await retryConflicts(async () =>
    (await judgeFund(command, effects)).status === 'accepted' ? true : undefined,
  )
}

/** Starts the day's judging of every fund, one run a day. */
const startDue = async (message: ScheduleMessage, { runs }: Needs): Promise<void> => {
  const on = dueOn(message)
  const units = cities.map(({ code: city }) => ({ unitId: city, input: { city, on } }))
  await startRun(runs(), { runId: `JUDGE-${on}`, task: judgeTask, parameters: { on }, units })
}

const judgeCity = async (unit: RunUnit, effects: Needs): Promise<void> => {
  if (await isUnitDone(effects.store, unit)) return
  const { city, on } = inputOf<{ readonly city: CityCode; readonly on: Day }>(unit)
  for (const scheme of schemes)
    await judgeFor(effects, { fund: { city, scheme }, on, commandId: `${unit.runId}-${scheme}` })
  await effects.store.write(completeUnit(unit, {}))
}

/** Judging every fund each morning. */
export const warningTasks = (effects: Needs) => ({
  [judgeDueTask]: (message: ScheduleMessage) => startDue(message, effects),
  [judgeTask]: (unit: RunUnit) => judgeCity(unit, effects),
})
