import { chinaDay } from '#shared/calendar/day.ts'
import { log } from '#shared/edge/log.ts'
import { emitMetrics } from '#shared/edge/metrics.ts'
import type { RunUnit } from '#shared/edge/run.ts'
import { completeUnit, isUnitDone, startRun } from '#shared/edge/run.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { checkLedger } from '../../adapters/check-ledger.ts'
import type { Effects } from '../../effects.ts'

/** The task of a run's unit: one city. */
export const checkTask = 'check-ledger'
/** The task of the nightly schedule's message, which says when it was due. */
export const provinceCheckTask = 'check-ledgers'

/** Starts the night's check of every city's books: one run a day, however often the schedule's message comes. */
export const checkProvince = async (
  message: RunUnit & { readonly dueAt?: string },
  effects: Effects,
): Promise<void> => {
  const on = chinaDay(new Date(message.dueAt ?? ''))
  const units = cities.map(({ code }) => ({ unitId: code, input: { city: code } }))
  await startRun(effects.runs(), { runId: `CHECK-${on}`, task: checkTask, parameters: { on }, units })
}

/** Checks a city's books; what does not hold is logged place by place, and counted for the alarm that wakes somebody. */
export const checkUnit = async ({ store }: Effects, unit: RunUnit): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const { findings, moving } = await checkLedger(store, unit.input.city as CityCode)
  const violations = findings.flatMap((finding) => finding.violations)
  for (const violation of violations) log.error('an invariant does not hold', { ...violation })
  const figures = {
    Checked: findings.reduce((sum, { checked }) => sum + checked, 0),
    Violations: violations.length,
    Moving: moving,
  }
  emitMetrics(checkTask, figures)
  await store.write(completeUnit(unit, figures))
}
