import type { Method, NaiveMethod, Series } from './methods.ts'
import { forecastBy, middleOf, season } from './methods.ts'

/**
 * What a line follows besides its own past. A figure of law is in proportion to it: the value that holds in a month, counted
 * from the first of the history, as it was known by the end of the month before `origin`. Heads are the insured of each
 * month of the history.
 */
export type Measures = {
  readonly figure?: (month: number, origin: number) => number
  readonly heads?: Series
}

/** The most by which the insured grow, or fewer are left, from one month to the next. */
const mostChange = 1.05
/** Heads that are so many times as many at some time as at another are not of one population. */
const mostApart = 10

/**
 * The insured so many months ahead: the last count, moved on by the middle one of the last year's monthly changes. What
 * comes over a city once, such as a county that joins it, is no growth.
 */
export const headsAhead = (heads: Series, steps: number): number[] => {
  const year = heads.slice(-season - 1)
  const changes = year.slice(1).flatMap((count, index) => {
    const before = year[index] ?? 0
    return before > 0 ? [count / before] : []
  })
  const middle = changes.length === 0 ? 1 : middleOf(changes)
  const growth = Math.min(mostChange, Math.max(1 / mostChange, middle))
  const last = heads.at(-1) ?? 0
  return Array.from({ length: steps }, (_, index) => last * growth ** (index + 1))
}

/** Whether heads are known of every month, and are of one population, so that a cost per head is known. */
const areKnown = (heads: Series | undefined, months: number): heads is Series => {
  if (heads === undefined || heads.length < months) return false
  const [fewest, most] = [Math.min(...heads), Math.max(...heads)]
  return fewest > 0 && most <= mostApart * fewest
}

/** A way of forecasting: a method on the line as it is, or on what it comes to per head. */
export const perHead = 'per-head'
export type Way = Method | typeof perHead

/** The ways that can be tried on a history. */
export const waysFor = (methods: readonly Method[], { heads }: Measures, months: number): Way[] =>
  areKnown(heads, months) ? [...methods, perHead] : [...methods]

/** What is forecast of the per-head amount: the method that errs in both directions. */
const ofOneHead = 'drift-and-trend' as const satisfies Method

/**
 * Forecasts a line from a month on, of what was known by then. It is forecast in units of the figure that it follows, and
 * comes to that figure as it is decided for the months ahead: a change of the past is no trend, and one to come is a step.
 */
export const forecastWay = (
  way: Way,
  amounts: Series,
  { figure = () => 1, heads }: Measures,
  { origin, steps }: { readonly origin: number; readonly steps: number },
): number[] => {
  const units = amounts.slice(0, origin).map((amount, month) => amount / figure(month, origin))
  const ahead =
    way === perHead ? ofHeads(units, (heads ?? []).slice(0, origin), steps) : forecastBy(way, units, steps)
  return ahead.map((value, index) => value * figure(origin + index, origin))
}

const ofHeads = (units: Series, heads: Series, steps: number): number[] => {
  const each = forecastBy(
    ofOneHead,
    units.map((unit, month) => unit / (heads[month] ?? 1)),
    steps,
  )
  const persons = headsAhead(heads, steps)
  return each.map((value, index) => value * (persons[index] ?? 0))
}

/** What nobody has to reckon: the line as it stands in the books, whatever the law or the heads. */
export const forecastNaively = (
  method: NaiveMethod,
  amounts: Series,
  { origin, steps }: { readonly origin: number; readonly steps: number },
): number[] => forecastBy(method, amounts.slice(0, origin), steps)
