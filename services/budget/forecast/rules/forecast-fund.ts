import type { Month } from '#shared/calendar/day.ts'
import { addMonths } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { Exact, quotient, roundToFen } from '#shared/money/rate.ts'
import { monthsPayable } from '../../execution/rules/months-payable.ts'
import type { BudgetLine } from '../../ledger/rules/chart.ts'
import { classOf } from '../../ledger/rules/chart.ts'
import { backTest } from './back-test.ts'
import type { Measures, Way } from './measures.ts'
import { forecastWay, headsAhead } from './measures.ts'
import type { NaiveMethod } from './methods.ts'
import { naiveMethods, season } from './methods.ts'
import type { Step } from './steps.ts'
import { factorIn } from './steps.ts'
import type { Part, SumOfForecasts } from './sum-of-forecasts.ts'
import { sumOfForecasts } from './sum-of-forecasts.ts'

/** What was booked on each line, month by month without gaps, and who was insured in each month where that is known. */
export type History = {
  readonly from: Month
  readonly lines: ReadonlyMap<BudgetLine, readonly Fen[]>
  readonly heads?: readonly number[]
}

export type MonthForecast = {
  readonly month: Month
  readonly amount: Fen
  readonly low: Fen
  readonly high: Fen
}

export type Kind = 'income' | 'expenditure'

type NaiveErrors = Readonly<Record<NaiveMethod, Fen>>

export type LineForecast = {
  readonly line: BudgetLine
  readonly kind: Kind
  readonly method: Way
  readonly beatsNaive: boolean
  /** The mean absolute error of each way that was tried over the past, in fen. */
  readonly errors: Readonly<Partial<Record<Way, Fen>>>
  /** That of what nobody has to reckon. */
  readonly naiveErrors: NaiveErrors
  readonly tested: number
  readonly coverage: number | null
  readonly months: readonly MonthForecast[]
}

/** A line's forecast, with what its past says of sums that it is part of. */
type TestedLine = { readonly told: LineForecast; readonly part: Part }

const inFen = (value: number): Fen => roundToFen(new Exact(value))
const shareOf = (coverage: number | null): number | null =>
  coverage === null ? null : quotient(coverage, 1, 4)

/** What moves lines besides their past: the figure of law that each follows, and what of benefits was priced. */
export type Decided = {
  readonly figureOf?: (line: BudgetLine) => Measures['figure']
  readonly priced?: readonly Step[]
}

type Horizon = { readonly first: Month; readonly steps: number }

const naiveErrorsIn = (errors: Readonly<Record<NaiveMethod, number>>): NaiveErrors =>
  Object.fromEntries(naiveMethods.map((each) => [each, inFen(errors[each])])) as Record<NaiveMethod, Fen>

const testLine = (
  line: BudgetLine,
  amounts: readonly Fen[],
  { heads }: History,
  { first, steps }: Horizon,
  { figureOf, priced = [] }: Decided,
): TestedLine => {
  const figure = figureOf?.(line)
  const measures: Measures = { ...(figure ? { figure } : {}), ...(heads ? { heads } : {}) }
  const { method, errors, naive, intervalAt, ...test } = backTest(amounts, measures)
  const own = priced.filter((step) => step.line === line)
  const values = forecastWay(method, amounts, measures, { origin: amounts.length, steps }).map(
    (value, index) => value * factorIn(addMonths(first, index), own),
  )
  const intervals = values.map((value, index) => {
    const { low, high } = intervalAt(index + 1, value)
    return { low: Math.min(0, low), high: Math.max(0, high) }
  })
  const ofNaive = <Of>(told: (method: NaiveMethod) => Of) =>
    Object.fromEntries(naiveMethods.map((each) => [each, told(each)])) as Record<NaiveMethod, Of>
  return {
    part: {
      values: values.map(inFen),
      intervals,
      held: test.held,
      naive: ofNaive((each) => naive[each].misses),
    },
    told: {
      ...{ line, kind: classOf(line) === 'income' ? 'income' : 'expenditure', method },
      beatsNaive: test.beatsNaive,
      errors: Object.fromEntries(Object.entries(errors).map(([way, error]) => [way, inFen(error)])),
      naiveErrors: naiveErrorsIn(ofNaive((each) => naive[each].error)),
      ...{ tested: test.tested, coverage: shareOf(test.coverage) },
      months: values.map((value, index) => ({
        month: addMonths(first, index),
        ...{ amount: inFen(value), low: inFen(value + (intervals[index]?.low ?? 0)) },
        high: inFen(value + (intervals[index]?.high ?? 0)),
      })),
    },
  }
}

/** A month of the pooled fund as its lines are forecast. */
export type FundMonth = {
  readonly month: Month
  readonly income: Fen
  readonly expenditure: Fen
  readonly balance: Fen
  /** How many months the balance would last at the cost of the twelve months before; null without a cost. */
  readonly monthsPayable: number | null
}

type Balanced = { readonly spentBefore: readonly Fen[]; readonly balance: Fen }

/** The balance month by month as income and expenditure bring it along. */
const fundMonths = (
  { income, expenditure }: Readonly<Record<Kind, readonly number[]>>,
  { first, steps }: Horizon,
  { spentBefore, balance }: Balanced,
): FundMonth[] => {
  const spent = [...spentBefore]
  let standing = balance
  return Array.from({ length: steps }, (_, index) => {
    const [cameIn, wentOut] = [fen(income[index] ?? 0), fen(expenditure[index] ?? 0)]
    standing = fen(standing + cameIn - wentOut)
    spent.push(wentOut)
    const cost = sum(spent.slice(-season))
    const lasts = monthsPayable({ balance: standing, expenditure: cost, months: season })
    const month = addMonths(first, index)
    return { month, income: cameIn, expenditure: wentOut, balance: standing, monthsPayable: lasts }
  })
}

/** What income or expenditure as a whole comes to: the sum of its lines, or of its cities, with an interval of its own. */
export type SumForecast = {
  readonly kind: Kind
  /** How far the parts missed together in the past: 0 each for itself, 1 all as one. */
  readonly correlation: number
  readonly error: Fen
  readonly naiveErrors: NaiveErrors
  readonly beatsNaive: boolean
  readonly tested: number
  readonly coverage: number | null
  readonly months: readonly MonthForecast[]
}

const sumForecast = (
  kind: Kind,
  { values, intervals, correlation, error, naiveErrors, ...test }: SumOfForecasts,
  first: Month,
): SumForecast => ({
  ...{ kind, correlation: quotient(correlation, 1, 4), error: inFen(error) },
  naiveErrors: naiveErrorsIn(naiveErrors),
  ...{ beatsNaive: test.beatsNaive, tested: test.tested, coverage: shareOf(test.coverage) },
  months: values.map((value, index) => ({
    month: addMonths(first, index),
    ...{ amount: fen(value), low: inFen(value + (intervals[index]?.low ?? 0)) },
    high: inFen(value + (intervals[index]?.high ?? 0)),
  })),
})

const kinds = ['income', 'expenditure'] as const satisfies readonly Kind[]

/** A fund's forecast: what is told of it, and what sums that it is part of need. */
export type FundForecast = {
  readonly lines: readonly LineForecast[]
  readonly sums: readonly SumForecast[]
  readonly months: readonly FundMonth[]
  /** The insured at the end of each month ahead; null where they are not known of every month. */
  readonly heads: readonly { readonly month: Month; readonly persons: number }[] | null
  readonly parts: Readonly<Record<Kind, SumOfForecasts>>
  readonly balanced: Balanced
}

const headsIn = ({ heads }: History, { first, steps }: Horizon): FundForecast['heads'] =>
  heads === undefined
    ? null
    : headsAhead(heads, steps).map((persons, index) => ({
        month: addMonths(first, index),
        persons: Math.round(persons),
      }))

/**
 * Forecasts a fund line by line, so many months from the end of its history, each line in the way that erred least on
 * its own past, and the balance as the lines bring it along.
 */
export const forecastFund = (
  history: History,
  { balance, steps, ...decided }: Decided & { readonly balance: Fen; readonly steps: number },
): FundForecast => {
  const length = Math.max(0, ...[...history.lines.values()].map((amounts) => amounts.length))
  const horizon = { first: addMonths(history.from, length), steps }
  const tested = [...history.lines]
    .filter(([, amounts]) => amounts.some((amount) => amount !== 0))
    .map(([line, amounts]) => testLine(line, amounts, history, horizon, decided))
  const sumOf = (kind: Kind) =>
    sumOfForecasts(tested.filter(({ told }) => told.kind === kind).map(({ part }) => part))
  const parts = { income: sumOf('income'), expenditure: sumOf('expenditure') }
  const spending = [...history.lines].filter(([line]) => classOf(line) !== 'income')
  const spentBefore = Array.from({ length: season }, (_, ago) =>
    sum(spending.map(([, amounts]) => amounts.at(ago - season) ?? 0)),
  )
  const balanced = { spentBefore, balance }
  return {
    lines: tested.map(({ told }) => told),
    sums: kinds.map((kind) => sumForecast(kind, parts[kind], horizon.first)),
    months: fundMonths(
      { income: parts.income.values, expenditure: parts.expenditure.values },
      horizon,
      balanced,
    ),
    heads: headsIn(history, horizon),
    ...{ parts, balanced },
  }
}

/** What a province is forecast to come to: the sums of its cities, to the fen, and their balance together. */
export type ProvinceForecast = Pick<FundForecast, 'sums' | 'months'>

/** Sums the forecasts of cities for the same months. */
export const forecastProvince = (cities: readonly FundForecast[], horizon: Horizon): ProvinceForecast => {
  const sumOf = (kind: Kind) => sumOfForecasts(cities.map(({ parts }) => parts[kind]))
  const parts = { income: sumOf('income'), expenditure: sumOf('expenditure') }
  const balanced = {
    balance: sum(cities.map((each) => each.balanced.balance)),
    spentBefore: Array.from({ length: season }, (_, index) =>
      sum(cities.map((each) => each.balanced.spentBefore[index] ?? 0)),
    ),
  }
  return {
    sums: kinds.map((kind) => sumForecast(kind, parts[kind], horizon.first)),
    months: fundMonths(
      { income: parts.income.values, expenditure: parts.expenditure.values },
      horizon,
      balanced,
    ),
  }
}
