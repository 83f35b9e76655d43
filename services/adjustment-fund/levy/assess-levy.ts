import { addDays, firstDayOfYear } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { must } from '#shared/kernel/errors.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { assessLevy } from './rules/levy.ts'
import { levyRuleAt } from './rules/levy-rule.ts'
import type { LevyRunFigures } from './start-levy-run.ts'
import type { Levy } from './store.ts'
import { levies } from './store.ts'

type LevyUnitInput = Omit<LevyRunFigures, 'cities'> & { readonly city: string; readonly base: number }

/** Assesses one city's levy; the levy and the unit's completion are one transaction, a repeat changes nothing. */
export const assessLevyUnit = async (
  unit: RunUnit,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<void> => {
  const { scheme, year, on, city, base, accumulated, provincialCollection } = inputOf<LevyUnitInput>(unit)
  const { rate, pauseLine, remittanceDays } = levyRuleAt(policy(), scheme, year, city)
  const { status, amount } = assessLevy({
    cityCollection: base,
    provincialCollection,
    accumulated,
    rate,
    pauseLine,
  })
  const levy: Levy = {
    levyId: `L-${scheme}-${year}-${city}`,
    city,
    scheme,
    year,
    status,
    base,
    rate,
    rateCap: ratioAt(policy(), 'adjustment_fund.levy.rate_cap', { on: firstDayOfYear(year) }),
    pauseLine,
    accumulated,
    provincialCollection,
    amount,
    assessedOn: on,
    dueOn: addDays(on, remittanceDays),
  }
  const written = await store.write([levies.create(levy), ...completeUnit(unit, { amount })])
  if (written.status === 'written') return
  must(await isUnitDone(store, unit), 'levy.not-written', 'a levy stands without its unit', {
    levyId: levy.levyId,
  })
}
