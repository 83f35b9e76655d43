import * as z from 'zod'
import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, monthOf } from '#shared/calendar/day.ts'
import { amount, city, day, id, month, scheme, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { fundFields } from '../ledger/fields.ts'
import { fundOwner, readers } from '../ledger/fund-operations.ts'
import { budgetLines } from '../ledger/rules/chart.ts'
import { refuse } from '../refusals.ts'
import type { Asked } from './forecast-city.ts'
import { forecastCity } from './forecast-city.ts'
import type { EarlierMonth } from './read-history.ts'
import type { FundForecast } from './rules/forecast-fund.ts'
import { forecastProvince } from './rules/forecast-fund.ts'
import { perHead } from './rules/measures.ts'
import { methods, naiveMethods } from './rules/methods.ts'

const ways = [...methods, perHead] as const
const errors = z.partialRecord(z.enum(ways), amount)
const naiveErrors = z
  .record(z.enum(naiveMethods), amount)
  .meta({ description: 'mean absolute error of what nobody has to reckon' })

const tested = {
  beatsNaive: z.boolean().meta({ description: 'whether it erred less than both naive forecasts' }),
  naiveErrors,
  tested: z.int(),
  coverage: z.number().nullable().meta({ description: 'share of what came that lay in the interval' }),
  months: z.array(z.strictObject({ month, amount: signedAmount, low: signedAmount, high: signedAmount })),
} as const

const sumAnswer = z.strictObject({
  kind: z.enum(['income', 'expenditure']),
  correlation: z.number().meta({
    description:
      'how far the parts missed together in the past, by which the interval is: 0 each for itself, 1 all as one',
  }),
  error: amount,
  ...tested,
})

const fundMonth = z.strictObject({
  month,
  income: signedAmount,
  expenditure: signedAmount,
  balance: signedAmount,
  monthsPayable: z.number().nullable(),
})

const step = z.strictObject({
  line: z.enum(budgetLines),
  kind: z.enum(['figure', 'pricing']),
  by: z.string().meta({ description: 'the key of the figure, or the id of the pricing' }),
  title: z.string(),
  from: day,
  before: z.string(),
  after: z.string(),
  factor: z.string().meta({ description: 'what the months from that day on are multiplied by' }),
  cites: z.string(),
})

const forecastAnswer = z.strictObject({
  ...fundFields,
  through: month,
  lines: z.array(
    z.strictObject({
      line: z.enum(budgetLines),
      kind: z.enum(['income', 'expenditure']),
      method: z.enum(ways).meta({ description: 'the one that erred least on the past of the line' }),
      errors: errors.meta({ description: 'mean absolute error on the past of each way that was tried' }),
      ...tested,
    }),
  ),
  sums: z.array(sumAnswer),
  steps: z.array(step).meta({ description: 'decided changes that begin in the months ahead' }),
  unpriced: z
    .array(z.strictObject({ figure: z.string(), title: z.string(), from: day, cites: z.string() }))
    .meta({ description: 'benefits that change in the months ahead, of which nothing is in the figures' }),
  heads: z
    .array(z.strictObject({ month, persons: z.int() }))
    .nullable()
    .meta({ description: 'the insured; null where they are not known of every month of the history' }),
  months: z.array(fundMonth),
})

/** A month to come would be a month of nothing, and a short history long. */
const openMonth = (through: Month, today: Day) =>
  through >= monthOf(today)
    ? refuse('forecast.month-open', { field: 'through', figures: { month: through } })
    : undefined

/** Ten thousand million yuan a month and line: several times what any city has, and forecasts of it are still amounts. */
const mostOfMonth = 1_000_000_000_000
const typedAmount = signedAmount.min(-mostOfMonth).max(mostOfMonth)

const earlierMonth = z.strictObject({
  month,
  amounts: z.partialRecord(z.enum(budgetLines), typedAmount),
  heads: z.int().min(1).max(100_000_000).optional().meta({ description: 'the insured at the end of it' }),
})

const ahead = {
  through: month.meta({ description: 'the last month of the history' }),
  months: z.int().min(1).max(24).default(24),
} as const

const ofFund = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/budget/forecasts',
    summary:
      'Forecasts a fund line by line to two years, each in the way that erred least on its past, with an interval, and with what is decided of the law; months before its books may be given. Nothing is recorded.',
    scopes: readers,
    owner: fundOwner('body'),
    body: z.strictObject({
      ...fundFields,
      ...ahead,
      earlier: z.array(earlierMonth).max(120).default([]),
      pricings: z.array(id).max(10).default([]).meta({
        description:
          'pricings of changes of benefits that are decided and hold from a day in the months ahead',
      }),
    }),
    answer: forecastAnswer,
    refusals: [
      ...(['forecast.month-open', 'forecast.month-twice', 'forecast.too-short', 'forecast.gap'] as const),
      ...(['forecast.has-books', 'forecast.pricing-outside', 'draft.pricing-unknown'] as const),
      ...(['draft.pricing-twice', 'policy.missing'] as const),
    ],
    handle: async ({ body: { through, months: steps, earlier, pricings, ...fund }, today }) => {
      const open = openMonth(through, today)
      if (open) return open
      const made = await forecastCity(fund, { through, steps, today, earlier, pricings }, effects)
      if (made.status === 'refused') return made
      const { forecast, ...decided } = made.value
      const { lines, sums, months, heads } = forecast
      return accept(forecastAnswer.parse({ ...fund, through, lines, sums, ...decided, heads, months }))
    },
  })

const provinceAnswer = z.strictObject({
  scheme,
  through: month,
  cities: z.array(z.strictObject({ city, sums: z.array(sumAnswer), months: z.array(fundMonth) })),
  without: z
    .array(z.strictObject({ city, why: z.string() }))
    .meta({ description: 'cities that are not in the sums, and the code of why' }),
  sums: z.array(sumAnswer),
  months: z.array(fundMonth),
})

type Whole = { readonly city: string; readonly forecast: FundForecast }

/** Every city by its own books; those whose history is too short are told and left out. */
const forecastCities = async (
  of: Omit<Asked, 'earlier' | 'pricings'> & { readonly scheme: Scheme },
  earlier: ReadonlyMap<string, readonly EarlierMonth[]>,
  effects: Effects,
) => {
  const { scheme: its, ...asked } = of
  const whole: Whole[] = []
  const without: { readonly city: string; readonly why: string }[] = []
  for (const { code } of cities) {
    const given = { earlier: earlier.get(code) ?? [], pricings: [] }
    const made = await forecastCity({ city: code, scheme: its }, { ...asked, ...given }, effects)
    if (made.status === 'refused') without.push({ city: code, why: made.refusal.code })
    else whole.push({ city: code, forecast: made.value.forecast })
  }
  return { whole, without }
}

const ofProvince = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/budget/forecasts/province',
    summary:
      'Forecasts a scheme of the province as the sum of its cities, with an interval by how far they missed together in the past. Nothing is recorded.',
    scopes: ['province', 'auditor'],
    owner: { whose: 'province' },
    body: z.strictObject({
      scheme,
      ...ahead,
      earlier: z
        .array(z.strictObject({ city, months: z.array(earlierMonth).min(1).max(120) }))
        .max(cities.length)
        .default([])
        .meta({ description: 'months before the books of cities' }),
    }),
    answer: provinceAnswer,
    refusals: ['forecast.month-open', 'forecast.no-city', 'forecast.city-twice', 'policy.missing'],
    handle: async ({ body: { scheme: its, through, months: steps, earlier }, today }) => {
      const open = openMonth(through, today)
      if (open) return open
      const given = new Map(earlier.map((each) => [each.city, each.months]))
      if (given.size < earlier.length) return refuse('forecast.city-twice', { field: 'earlier' })
      const of = { scheme: its, through, steps, today }
      const { whole, without } = await forecastCities(of, given, effects)
      if (whole.length === 0) return refuse('forecast.no-city', { field: 'through' })
      const forecasts = whole.map(({ forecast }) => forecast)
      const { sums, months } = forecastProvince(forecasts, { first: addMonths(through, 1), steps })
      const ofCities = whole.map(({ city: code, forecast }) => ({
        ...{ city: code, sums: forecast.sums, months: forecast.months },
      }))
      return accept(provinceAnswer.parse({ scheme: its, through, cities: ofCities, without, sums, months }))
    },
  })

/** Forecasting a fund month by month, and the province as the sum of its cities. */
export const forecastRoutes = (effects: Effects): Operation[] => [ofFund(effects), ofProvince(effects)]
