import type { RunUnit } from '#shared/edge/run.ts'
import type { Effects } from '../effects.ts'
import { institutionsOf, settlementTask, settleUnit } from './settle-unit.ts'

/** What the units of this service's runs do; the meter is told how many institutions each settled. */
export const tasks = (
  effects: Effects,
  meter: (operation: string, cases: number) => void,
): Readonly<Record<string, (unit: RunUnit) => Promise<void>>> => ({
  [settlementTask]: async (unit) => {
    await settleUnit(effects, unit)
    meter('monthly-settlement', institutionsOf(unit).length)
  },
})
