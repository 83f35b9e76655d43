import type { Month } from '#shared/calendar/day.ts'
import { addMonths } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { Exact, quotient, roundToFen } from '#shared/money/rate.ts'
import { monthsPayable } from '../../execution/rules/months-payable.ts'
import type { BudgetLine } from '../../ledger/rules/chart.ts'
import { classOf } from '../../ledger/rules/chart.ts'
import { backTest } from './back-test.ts'
import type { Method } from './methods.ts'
import { forecastBy, methods, season } from './methods.ts'

/** What was booked on each line, month by month without gaps. */
export type History = {
  readonly from: Month
  readonly lines: ReadonlyMap<BudgetLine, readonly Fen[]>
}

export type MonthForecast = {
  readonly month: Month
  readonly amount: Fen
  readonly low: Fen
  readonly high: Fen
}

export type LineForecast = {
  readonly line: BudgetLine
  readonly kind: 'income' | 'expenditure'
  readonly method: Method
  readonly beatsNaive: boolean
  /** The mean absolute error of each method over the past, in fen. */
  readonly errors: Readonly<Record<Method, Fen>>
  readonly tested: number
  readonly coverage: number | null
  readonly months: readonly MonthForecast[]
}

const inFen = (value: number): Fen => roundToFen(new Exact(value))

const forecastLine = (
  line: BudgetLine,
  amounts: readonly Fen[],
  { first, steps }: { readonly first: Month; readonly steps: number },
): LineForecast => {
  const { method, errors, beatsNaive, tested, coverage, intervalAt } = backTest(amounts)
  return {
    ...{ line, kind: classOf(line) === 'income' ? 'income' : 'expenditure', method, beatsNaive, tested },
    errors: Object.fromEntries(methods.map((each) => [each, inFen(errors[each])])) as Record<Method, Fen>,
    coverage: coverage === null ? null : quotient(coverage, 1, 4),
    months: forecastBy(method, amounts, steps).map((value, index) => {
      const { low, high } = intervalAt(index + 1, value)
      return {
        month: addMonths(first, index),
        ...{
          amount: inFen(value),
          low: inFen(value + Math.min(0, low)),
          high: inFen(value + Math.max(0, high)),
        },
      }
    }),
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

const fundMonths = (lines: readonly LineForecast[], history: History, balance: Fen): FundMonth[] => {
  const spentBefore = [...history.lines].filter(([line]) => classOf(line) !== 'income')
  const spent = Array.from({ length: season }, (_, ago) =>
    sum(spentBefore.map(([, amounts]) => amounts.at(ago - season) ?? 0)),
  )
  let standing = balance
  return (lines[0]?.months ?? []).map(({ month }, index) => {
    const of = (kind: LineForecast['kind']) =>
      sum(lines.filter((line) => line.kind === kind).map((line) => line.months[index]?.amount ?? 0))
    const [income, expenditure] = [of('income'), of('expenditure')]
    standing = fen(standing + income - expenditure)
    spent.push(expenditure)
    const cost = sum(spent.slice(-season))
    const lasts = monthsPayable({ balance: standing, expenditure: cost, months: season })
    return { month, income, expenditure, balance: standing, monthsPayable: lasts }
  })
}

/**
 * Forecasts a fund line by line, so many months from the end of its history, each line by the method that erred least on
 * its own past, and the balance as the lines bring it along.
 */
export const forecastFund = (
  history: History,
  { balance, steps }: { readonly balance: Fen; readonly steps: number },
): { readonly lines: readonly LineForecast[]; readonly months: readonly FundMonth[] } => {
  const length = Math.max(0, ...[...history.lines.values()].map((amounts) => amounts.length))
  const first = addMonths(history.from, length)
  const lines = [...history.lines]
    .filter(([, amounts]) => amounts.some((amount) => amount !== 0))
    .map(([line, amounts]) => forecastLine(line, amounts, { first, steps }))
  return { lines, months: fundMonths(lines, history, balance) }
}
