import type { Day } from '#shared/calendar/day.ts'
import { log } from '#shared/edge/function/log.ts'
import { emitMetrics } from '#shared/edge/function/metrics.ts'
import type { RunUnit, ScheduleMessage, Tasks } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, isUnitDone, startRun } from '#shared/edge/runs/run.ts'
import { lookTwice, tellViolations } from '#shared/edge/runs/tell-violations.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { daysLate } from '../payment/rules/due-payment.ts'
import { lateOrders } from '../payment/store.ts'
import { checkLedger } from './check-ledger.ts'

/** The task of a run's unit: one city. */
const checkTask = 'check-ledger'
/** The task of the nightly schedule's message, which says when it was due. */
const provinceCheckTask = 'check-ledgers'

/** Starts the night's check of every city's books: one run a day, however often the schedule's message comes. */
const checkProvince = async (message: ScheduleMessage, effects: Effects): Promise<void> => {
  const on = dueOn(message)
  const units = cities.map(({ code }) => ({ unitId: code, input: { city: code, on } }))
  await startRun(effects.runs(), { runId: `CHECK-${on}`, task: checkTask, parameters: { on }, units })
}

/** Tells of orders that are not paid within the working days that the law gives: how many, and the oldest one's age. */
const tellLatePayments = async ({ store }: Effects, city: CityCode, on: Day): Promise<number> => {
  const late = (await Promise.all(schemes.map((scheme) => lateOrders(store, { city, scheme }, on)))).flat()
  const oldest = Math.max(0, ...late.map((order) => daysLate(order, on)))
  if (late.length > 0) log.warn('payments are late', { city, late: late.length, oldestDays: oldest })
  emitMetrics('late-payments', { Late: late.length, OldestDays: oldest })
  return late.length
}

/** Checks a city's books; what does not hold is logged place by place, and counted for the alarm that wakes somebody. */
const checkUnit = async (effects: Effects, unit: RunUnit): Promise<void> => {
  const { store } = effects
  if (await isUnitDone(store, unit)) return
  const { city, on } = unit.input as { readonly city: CityCode; readonly on: Day }
  const looked = await lookTwice(() => checkLedger(store, city))
  const late = await tellLatePayments(effects, city, on)
  await store.write(completeUnit(unit, { ...tellViolations(checkTask, looked), Late: late }))
}

/**
 * The books of every city. A fund is judged by its whole journal, period by period. So a unit is a city and not a part
 * of the table.
 */
export const nightlyChecks = (effects: Effects): Tasks => ({
  [provinceCheckTask]: (message) => checkProvince(message, effects),
  [checkTask]: (unit) => checkUnit(effects, unit),
})
