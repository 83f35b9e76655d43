import type { RunUnit } from '#shared/edge/runs/run.ts'
import { assessedBy, assessmentTask, assessUnit } from '../assessment/assess-unit.ts'
import { lockedBy, lockTask, lockUnit } from '../clearing/lock-unit.ts'
import { clearingTask, proposedBy, proposeUnit } from '../clearing/propose-unit.ts'
import type { Effects } from '../effects.ts'
import { institutionsOf, settlementTask, settleUnit } from '../monthly-settlement/settle-unit.ts'
import { checkProvince, checkTask, checkUnit, provinceCheckTask } from '../nightly-check/check-cities.ts'
import { provinceSealTask, sealProvince, sealTask, sealUnit } from '../seals/seal-ledger.ts'
import { advanceTask, advanceUnit, lentBy } from '../working-capital/advance-unit.ts'

/** What the units of this service's runs do; the meter is told how many institutions each settled. */
export const tasks = (
  effects: Effects,
  meter: (operation: string, cases: number) => void,
): Readonly<Record<string, (unit: RunUnit) => Promise<void>>> => ({
  [settlementTask]: async (unit) => {
    await settleUnit(effects, unit)
    meter('monthly-settlement', institutionsOf(unit).length)
  },
  [advanceTask]: async (unit) => {
    await advanceUnit(effects, unit)
    meter('working-capital', lentBy(unit).lent.length)
  },
  [assessmentTask]: async (unit) => {
    await assessUnit(effects, unit)
    meter('assessment', assessedBy(unit).institutions.length)
  },
  [clearingTask]: async (unit) => {
    await proposeUnit(effects, unit)
    meter('clearing', proposedBy(unit).years.length)
  },
  [lockTask]: async (unit) => {
    await lockUnit(effects, unit)
    meter('clearing-lock', lockedBy(unit).institutions.length)
  },
  [checkTask]: (unit) => checkUnit(effects, unit),
  [provinceCheckTask]: (message) => checkProvince(message, effects),
  [sealTask]: (unit) => sealUnit(effects, unit),
  [provinceSealTask]: (message) => sealProvince(message, effects),
})
