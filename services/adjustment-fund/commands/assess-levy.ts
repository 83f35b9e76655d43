import { addDays, firstDayOfYear } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, isUnitDone } from '#shared/edge/runs/run.ts'
import { must } from '#shared/kernel/errors.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import { cityYearKey } from '../adapters/keys.ts'
import type { Levy } from '../adapters/records.ts'
import { assessLevy } from '../domain/levy.ts'
import { levyRuleAt } from '../domain/rules.ts'
import type { Effects } from '../effects.ts'
import type { LevyRunFigures } from './start-levy-run.ts'

/** Assesses one city's levy; the levy and the unit's completion are one transaction, a repeat changes nothing. */
export const assessLevyUnit = async (
  unit: RunUnit,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<void> => {
  const { scheme, year, on, city, base, accumulated, provincialCollection } = unit.input as unknown as Omit<
    LevyRunFigures,
    'cities'
  > & { readonly city: string; readonly base: number }
  const { rate, pauseLine, remittanceDays } = levyRuleAt(policy(), scheme, year, city)
  const { status, amount } = assessLevy({
    cityCollection: base,
    provincialCollection,
    accumulated,
    rate,
    pauseLine,
  })
  const levy: Levy = {
    kind: 'levy',
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
  const written = await store.write([
    { kind: 'create', item: { ...cityYearKey('LEVIES', scheme, year, city), ...levy } },
    ...completeUnit(unit, { amount }),
  ])
  if (written.status === 'written') return
  must(await isUnitDone(store, unit), 'levy.not-written', 'a levy stands without its unit', {
    levyId: levy.levyId,
  })
}
