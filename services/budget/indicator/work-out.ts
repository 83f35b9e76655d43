import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, monthOf, monthsOf, yearOf } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, inputOf, isUnitDone, startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { FundPeriod } from '../ledger/rules/year-periods.ts'
import { periodsThrough, readFigures } from './read-figures.ts'
import { entriesThrough } from './rules/figures.ts'
import { indicatorMonths, listIndicatorMonths } from './store.ts'

export const indicatorTask = 'indicators'
/** The task of the monthly schedule's message. */
export const indicatorsDueTask = 'indicators-of-month'

type Needs = Pick<Effects, 'store' | 'policy' | 'runs'>
type CityMonth = { readonly city: CityCode; readonly month: Month; readonly on: Day }

/** Starts the run that works out the indicators of a month for every city; started again on a later day, it is another run. */
export const startIndicators = async (
  { month, on, runId }: { readonly month: Month; readonly on: Day; readonly runId: string },
  { runs }: Pick<Needs, 'runs'>,
): Promise<void> => {
  const units = cities.map(({ code: city }) => ({ unitId: city, input: { city, month, on } }))
  await startRun(runs(), { runId, task: indicatorTask, parameters: { month, on }, units })
}

/** Starts the run of the month that is just over, once however often the message comes. */
const startDue = async (message: ScheduleMessage, effects: Needs): Promise<void> => {
  const on = dueOn(message)
  const month = addMonths(monthOf(on), -1)
  await startIndicators({ month, on, runId: `INDICATORS-${month}-${on}` }, effects)
}

/** Works out a fund's month and keeps it; whoever works it out meanwhile has the same books before them. */
const workOutMonth = async (
  effects: Pick<Needs, 'store' | 'policy'>,
  fund: Fund,
  {
    month,
    on,
    periods,
  }: { readonly month: Month; readonly on: Day; readonly periods: readonly FundPeriod[] },
): Promise<void> => {
  const { store } = effects
  const figures = await readFigures(effects, fund, { month, periods })
  const entries = entriesThrough(periods, month)
  await retryConflicts(async () => {
    const version = (await indicatorMonths.read(store, { ...fund, month }))?.version ?? 0
    const record = { ...fund, month, computedOn: on, entries, figures, version }
    const written = await store.write([indicatorMonths.replace(record, version)])
    return written.status === 'written' ? true : undefined
  })
}

/**
 * Works out a fund's indicators of a month, and again those of the year's earlier months that were written in since: what
 * comes late is in the indicators of its month.
 */
const workOutFund = async (
  effects: Pick<Needs, 'store' | 'policy'>,
  fund: Fund,
  { month, on }: Omit<CityMonth, 'city'>,
): Promise<Month[]> => {
  const periods = await periodsThrough(effects, fund, month)
  if (periods.length === 0) return []
  const year = yearOf(month)
  const known = await listIndicatorMonths(effects.store, fund, { from: `${year}-01`, to: month })
  const entriesOf = new Map(known.map((each) => [each.month, each.entries]))
  const wanted = monthsOf(year).filter(
    (each) => each === month || (each < month && entriesOf.get(each) !== entriesThrough(periods, each)),
  )
  for (const each of wanted) await workOutMonth(effects, fund, { month: each, on, periods })
  return wanted
}

/** One city: its funds one after the other. */
const workOutCity = async (unit: RunUnit, effects: Needs): Promise<void> => {
  if (await isUnitDone(effects.store, unit)) return
  const { city, month, on } = inputOf<CityMonth>(unit)
  const months: Record<string, number> = {}
  for (const scheme of schemes)
    months[scheme] = (await workOutFund(effects, { city, scheme }, { month, on })).length
  await effects.store.write(completeUnit(unit, { months }))
}

/** Working out indicators: the schedule's message, and its units. */
export const indicatorTasks = (effects: Needs) => ({
  [indicatorsDueTask]: (message: ScheduleMessage) => startDue(message, effects),
  [indicatorTask]: (unit: RunUnit) => workOutCity(unit, effects),
})
