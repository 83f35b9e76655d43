import type { Day } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { billEmployers } from './bill-employers.ts'
import { billAlone } from './bill-shards.ts'

/** A unit of a month's run, as it is worked on today: some employers, the flexible workers, or the retired who pay on. */
export const billMonthUnit = async (
  unit: RunUnit,
  effects: Pick<Effects, 'store' | 'policy' | 'runs'>,
  today: Day,
): Promise<void> => {
  if (unit.unitId.startsWith('flexible')) await billAlone(unit, 'flexible', effects)
  else if (unit.unitId.startsWith('paying-on')) await billAlone(unit, 'paying-on', effects)
  else await billEmployers(unit, effects, today)
}
