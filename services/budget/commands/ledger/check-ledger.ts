import { chinaDay } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/run.ts'
import { completeUnit, isUnitDone, startRun } from '#shared/edge/run.ts'
import type { Store } from '#shared/edge/store.ts'
import type { Looked } from '#shared/edge/tell-violations.ts'
import { tellViolations, wrongTwice } from '#shared/edge/tell-violations.ts'
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

const lookAt = async (store: Store, city: CityCode): Promise<Looked> => {
  const { findings, moving } = await checkLedger(store, city)
  return {
    checked: findings.reduce((sum, { checked }) => sum + checked, 0),
    violations: findings.flatMap(({ violations }) => violations),
    moving,
  }
}

/** Checks a city's books, a second time where something seems wrong; what is wrong both times is told. */
export const checkUnit = async ({ store }: Effects, unit: RunUnit): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const city = unit.input.city as CityCode
  const first = await lookAt(store, city)
  const second = first.violations.length === 0 ? first : await lookAt(store, city)
  const violations = wrongTwice(first.violations, second.violations)
  const passing = first.violations.length - violations.length
  const figures = tellViolations(checkTask, { ...second, violations, moving: second.moving + passing })
  await store.write(completeUnit(unit, figures))
}
