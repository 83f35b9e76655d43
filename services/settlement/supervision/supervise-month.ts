import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { inputOf } from '#shared/edge/runs/run.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import type { SupervisionEffects } from './effects.ts'
import { openCaseOfMonth } from './open-case.ts'
import { findingsOfMonth } from './rules/evaluate.ts'

export const supervisionTask = 'supervise-month'

/** What one unit of a supervision run is told. */
export type MonthInput = {
  readonly city: string
  readonly institution: string
  readonly month: Month
}

/** A run over a month of a city: a unit for each institution that stands in it. */
export type SupervisionRun = {
  readonly runId: string
  readonly task: typeof supervisionTask
  readonly parameters: { readonly city: string; readonly month: Month }
  readonly units: readonly { readonly unitId: string; readonly input: MonthInput }[]
}

/** The run over a city's month, once the month is over; its id is the month's, so that it is made once. */
export const supervisionRun = async (
  { city, month, today }: { readonly city: string; readonly month: Month; readonly today: Day },
  { institutions }: Pick<SupervisionEffects, 'institutions'>,
): Promise<Decision<SupervisionRun>> => {
  if (monthOf(today) <= month)
    return refuse('supervision.month-not-over', { field: 'month', figures: { month, today } })
  const own = [...(await institutions.all()).values()].filter((each) => each.city === city)
  const units = own
    .map(({ code }) => ({ unitId: code, input: { city, institution: code, month } }))
    .sort((a, b) => (a.unitId < b.unitId ? -1 : 1))
  return accept({ runId: `SV-${city}-${month}`, task: supervisionTask, parameters: { city, month }, units })
}

const monthsBack = 12

/**
 * Counts an institution's month, holds it against earlier ones and opens the cases it gives rise to. The cases come
 * first, each under an id of its own, so that a unit that is done again after a crash opens none twice.
 */
export const superviseMonth = async (unit: RunUnit, effects: SupervisionEffects): Promise<void> => {
  const { city, institution, month } = inputOf<MonthInput>(unit)
  const on = lastDayOf(month)
  const now = await effects.supervisedMonths.count(institution, month)
  const earlier = Array.from({ length: monthsBack }, (_, index) => addMonths(month, -index - 1))
  const counted = await effects.supervisedMonths.counted(institution, earlier)
  const facts = { now, before: (months: number) => counted[months - 1] }
  for (const hit of findingsOfMonth(facts, { city, on }, effects.rules()))
    await openCaseOfMonth({ institution, city, month, on }, hit, effects)
  await effects.supervisedMonths.finish(unit, { institution, month }, now)
}
