import { addDays, firstDayOfYear, laterOf } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { must } from '#shared/kernel/errors.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { assessLevy, notLevied } from './rules/levy.ts'
import { levyRuleAt } from './rules/levy-rule.ts'
import type { LevyUnitInput } from './start-levy-run.ts'
import type { Levy } from './store.ts'
import { levies, levyIdOf } from './store.ts'

/** A unit as it is queued, or was before runs were proposed. */
type QueuedLevy = Omit<LevyUnitInput, Later> & Partial<Pick<LevyUnitInput, Later>>
type Later = 'toldOn' | 'outstanding' | 'approval' | 'entries' | 'share' | 'before'

/** Assesses one city's levy; the levy and the unit's completion are one transaction, a repeat changes nothing. */
export const assessLevyUnit = async (
  unit: RunUnit,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<void> => {
  const { scheme, year, on, city, base, accumulated, provincialCollection, ...queued } =
    inputOf<QueuedLevy>(unit)
  const { outstanding, share, toldOn, before = notLevied, ...moment } = queued
  const { rate, pauseLine, remittanceDays } = levyRuleAt(policy(), scheme, year, city)
  const { status, amount } = assessLevy({
    cityCollection: base,
    provincialCollection,
    accumulated,
    rate,
    pauseLine,
    before,
    ...(share === undefined ? {} : { share }),
  })
  const part = before.instalments + 1
  const levy: Levy = {
    levyId: levyIdOf({ scheme, year, city, part }),
    city,
    scheme,
    year,
    ...(share === undefined ? {} : { part, share }),
    status,
    base,
    rate,
    rateCap: ratioAt(policy(), 'adjustment_fund.levy.rate_cap', { on: firstDayOfYear(year) }),
    pauseLine,
    accumulated,
    provincialCollection,
    // A unit that was queued before runs were proposed says neither what was outstanding nor its run.
    ...(outstanding === undefined ? {} : { runId: unit.runId, outstanding, ...moment }),
    amount,
    assessedOn: on,
    ...(toldOn === undefined ? {} : { toldOn }),
    dueOn: addDays(laterOf(on, toldOn ?? on), remittanceDays),
  }
  const written = await store.write([levies.create(levy), ...completeUnit(unit, { amount })])
  if (written.status === 'written') return
  must(await isUnitDone(store, unit), 'levy.not-written', 'a levy stands without its unit', {
    levyId: levy.levyId,
  })
}
