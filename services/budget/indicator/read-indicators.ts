import type { Month } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities, provinceCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import type { Books } from '../ledger/rules/fund.ts'
import { frameAt } from './read-figures.ts'
import type { Indicator, IndicatorValue } from './rules/definitions.ts'
import { valuesOf } from './rules/definitions.ts'
import { addFigures } from './rules/figures.ts'
import { monthsWithin } from './rules/span.ts'
import type { IndicatorMonth } from './store.ts'
import { indicatorMonthOfCities, indicatorMonths, listIndicatorMonths } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/** The indicators of a division's month, and when they were worked out. */
export type DivisionIndicators = {
  readonly city: Books['city']
  readonly computedOn: string
  readonly cities?: number
  readonly values: IndicatorValue[]
}

const ofCity = (effects: Needs, { city, scheme, month, computedOn, figures }: IndicatorMonth) => ({
  city,
  computedOn,
  values: valuesOf(figures, frameAt(effects, { city, scheme }, month)),
})

/** The province's month is the sum of what its cities' come from; none where no city has one. */
const ofProvince = (
  effects: Needs,
  of: { readonly scheme: Scheme; readonly month: Month },
  found: readonly IndicatorMonth[],
): DivisionIndicators[] => {
  const computedOn = found
    .map((each) => each.computedOn)
    .sort()
    .at(0)
  if (computedOn === undefined) return []
  const figures = addFigures(found.map((each) => each.figures))
  const values = valuesOf(figures, frameAt(effects, { city: provinceCode, scheme: of.scheme }, of.month))
  return [{ city: provinceCode, computedOn, cities: found.length, values }]
}

/** The indicators of a month: of one city, or of all with the province's. */
export const indicatorsOfCities = async (
  effects: Needs,
  {
    city,
    scheme,
    month,
  }: { readonly city?: CityCode | undefined; readonly scheme: Scheme; readonly month: Month },
): Promise<DivisionIndicators[]> => {
  if (city !== undefined) {
    const found = await indicatorMonths.read(effects.store, { city, scheme, month })
    return found ? [ofCity(effects, found)] : []
  }
  const found = await indicatorMonthOfCities(effects.store, scheme, month)
  return [...found.map((each) => ofCity(effects, each)), ...ofProvince(effects, { scheme, month }, found)]
}

/** The longest span of a history. */
const mostMonths = 36

/** One indicator of a division, month by month. */
export const historyOf = async (
  effects: Needs,
  of: { readonly city: Books['city']; readonly scheme: Scheme; readonly indicator: Indicator },
  { from, to }: { readonly from: Month; readonly to: Month },
): Promise<Decision<{ month: Month; values: IndicatorValue[] }[]>> => {
  const span = monthsWithin(from, to, mostMonths)
  if (span.status === 'refused') return span
  const asked = of.city === provinceCode ? cities.map(({ code }) => code) : [of.city]
  const lists = await Promise.all(
    asked.map((city) => listIndicatorMonths(effects.store, { city, scheme: of.scheme }, { from, to })),
  )
  const byMonth = Map.groupBy(lists.flat(), ({ month }) => month)
  return accept(
    [...byMonth].sort().map(([month, found]) => {
      const figures = addFigures(found.map((each) => each.figures))
      const values = valuesOf(figures, frameAt(effects, of, month))
      return { month, values: values.filter(({ indicator }) => indicator === of.indicator) }
    }),
  )
}
