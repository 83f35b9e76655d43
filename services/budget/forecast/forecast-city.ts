import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, monthOf, yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { sum } from '#shared/money/fen.ts'
import { readPricing } from '../drafting/policy-pricings.ts'
import type { Effects } from '../effects.ts'
import { executionIn } from '../execution/fund-execution.ts'
import { readHeadsAmong } from '../indicator/store.ts'
import { readPeriods } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import type { EarlierMonth } from './read-history.ts'
import { historyThrough } from './read-history.ts'
import type { FundForecast } from './rules/forecast-fund.ts'
import { forecastFund } from './rules/forecast-fund.ts'
import { pricedSteps } from './rules/priced-steps.ts'
import type { Step, Unpriced } from './rules/steps.ts'
import { figureOf, figureSteps, unpricedIn } from './rules/steps.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/** What is asked of a fund's months ahead: from the end of which month, how many, and which decided changes count. */
export type Asked = {
  readonly through: Month
  readonly steps: number
  readonly today: Day
  readonly earlier: readonly EarlierMonth[]
  /** The pricings of decided changes of benefits. */
  readonly pricings: readonly string[]
}

export type CityForecast = {
  readonly forecast: FundForecast
  readonly steps: readonly Step[]
  readonly unpriced: readonly Unpriced[]
}

/** The insured of each month as enrolment counted them, and as was given of months before. */
const readHeads = async (
  fund: Fund,
  { through, earlier }: Asked,
  { store }: Needs,
): Promise<ReadonlyMap<Month, number>> => {
  const counted = await readHeadsAmong(store, fund, { from: addMonths(through, -12 * 20), to: through })
  return new Map([
    ...earlier.flatMap(({ month, heads }) => (heads === undefined ? [] : [[month, heads] as const])),
    ...counted.map(({ month, insured }) => [month, sum(insured.map(({ persons }) => persons))] as const),
  ])
}

/** The pricings that are named as decided, as steps of the lines that they touch. */
const readPriced = async (
  fund: Fund,
  { pricings, through, steps }: Asked,
  { store }: Needs,
): Promise<Decision<Step[]>> => {
  if (new Set(pricings).size < pricings.length) return refuse('draft.pricing-twice', { field: 'pricings' })
  const [first, last] = [addMonths(through, 1), addMonths(through, steps)]
  const all: Step[] = []
  for (const id of pricings) {
    const found = await readPricing(store, fund, id)
    if (!found) return refuse('draft.pricing-unknown', { field: 'pricings', figures: { pricing: id } })
    const { holdsFrom } = found
    if (monthOf(holdsFrom) < first || monthOf(holdsFrom) > last)
      return refuse('forecast.pricing-outside', {
        field: 'pricings',
        figures: { pricing: id, holdsFrom, first, last },
      })
    all.push(...pricedSteps(found))
  }
  return accept(all)
}

/**
 * Forecasts a fund from its books, from who is insured, and from what is decided of the law in the months ahead. What of
 * benefits changes ahead and was not priced is told, since nothing of it is in the figures.
 */
export const forecastCity = async (
  fund: Fund,
  asked: Asked,
  effects: Needs,
): Promise<Decision<CityForecast>> => {
  const { through, steps, today, earlier } = asked
  const { store, policy } = effects
  const year = yearOf(through)
  const periods = await readPeriods(store, fund, `${year}-14`)
  const heads = await readHeads(fund, asked, effects)
  const history = historyThrough(periods, earlier, through, heads)
  if (history.status === 'refused') return history
  const priced = await readPriced(fund, asked, effects)
  if (priced.status === 'refused') return priced
  const { closing } = await executionIn(effects, fund, { year, wanted: through, periods })
  const moment = { ...fund, policy: policy() }
  const { from, lines: booked } = history.value
  const months = Math.max(0, ...[...booked.values()].map((amounts) => amounts.length))
  const forecast = forecastFund(history.value, {
    ...{ balance: closing, steps, priced: priced.value },
    figureOf: (line) => figureOf(line, { from, months, today }, moment),
  })
  const ahead = { first: addMonths(through, 1), last: addMonths(through, steps), today }
  const lines = forecast.lines.map(({ line }) => line)
  return accept({
    forecast,
    steps: [...figureSteps(lines, ahead, moment), ...priced.value.filter(({ line }) => lines.includes(line))],
    unpriced: unpricedIn(priced.value, ahead, moment),
  })
}
