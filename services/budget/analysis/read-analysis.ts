import type { Month } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities, provinceCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { frameAt } from '../indicator/read-figures.ts'
import { valuesOf } from '../indicator/rules/definitions.ts'
import { addFigures } from '../indicator/rules/figures.ts'
import type { IndicatorMonth } from '../indicator/store.ts'
import { listIndicatorMonths } from '../indicator/store.ts'
import type { Books } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import { listOpenCases } from '../warning/store.ts'
import type { Analysis, OpenWarning } from './rules/analysis.ts'
import { analysisOf } from './rules/analysis.ts'

type Needs = Pick<Effects, 'store' | 'policy'>
type Asked = { readonly city: Books['city']; readonly scheme: Scheme; readonly month: Month }

const provinceName = '安徽省'
const nameOf = (code: string): string => cities.find((each) => each.code === code)?.chinese ?? provinceName

const openWarnings = async (effects: Needs, city: CityCode, scheme: Scheme): Promise<OpenWarning[]> =>
  (await listOpenCases(effects.store, city))
    .filter((each) => each.scheme === scheme)
    .map(({ indicator, level, since, answers }) => ({
      ...{ city: nameOf(city), indicator, level, since, answer: answers.at(-1) },
    }))

/** The months of the year so far, each the sum of its cities. */
const historyOf = (found: readonly IndicatorMonth[]) =>
  [...Map.groupBy(found, ({ month }) => month)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, of]) => ({ month, figures: addFigures(of.map(({ figures }) => figures)) }))

/** The analysis of a month, of one city or of the province, made from what its indicators come from and its open warnings. */
export const readAnalysis = async (effects: Needs, asked: Asked): Promise<Decision<Analysis>> => {
  const { city, scheme, month } = asked
  const own = city === provinceCode ? cities.map(({ code }) => code) : [city]
  const span = { from: `${month.slice(0, 4)}-01`, to: month }
  const found = (
    await Promise.all(own.map((each) => listIndicatorMonths(effects.store, { city: each, scheme }, span)))
  ).flat()
  const history = historyOf(found)
  const now = history.find((each) => each.month === month)
  if (!now) return refuse('indicator.not-worked-out', { field: 'month', figures: { month } })
  const warnings = (await Promise.all(own.map((each) => openWarnings(effects, each, scheme)))).flat()
  const ofMonth = city === provinceCode ? found.filter((each) => each.month === month) : []
  return accept(
    analysisOf({
      ...{ division: nameOf(city), scheme, month, history, warnings },
      figures: now.figures,
      values: valuesOf(now.figures, frameAt(effects, { city, scheme }, month)),
      cities: ofMonth.map((each) => ({
        name: nameOf(each.city),
        values: valuesOf(each.figures, frameAt(effects, { city: each.city, scheme }, month)),
      })),
    }),
  )
}
