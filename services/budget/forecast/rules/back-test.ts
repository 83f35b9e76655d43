import type { Method, Series } from './methods.ts'
import { forecastBy, leastMonths, methods, naiveMethods, season } from './methods.ts'

/** One forecast that was made of the past and can be held against what came: how far it was off, and of how much. */
type Miss = { readonly origin: number; readonly step: number; readonly by: number; readonly scale: number }

/** Of a month's level that much of an average month's counts with it: a month of nothing is not known to the fen either. */
const averageCounts = 0.05

/** Forecasts are held against what came for so many months at most. */
const testedSteps = 2 * season

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** How large what is forecast is, so that a month of much may be off by more than one of little. */
const scaleIn = (past: Series) => {
  const average = mean(past.slice(-season).map(Math.abs))
  return (value: number): number => Math.abs(value) + averageCounts * average
}

/** Forecasts a series from each month on from which there is enough before it and something after. */
const missesOf = (method: Method, series: Series): Miss[] => {
  const origins = Array.from(
    { length: Math.max(0, series.length - leastMonths) },
    (_, index) => leastMonths + index,
  )
  return origins.flatMap((origin) => {
    const steps = Math.min(testedSteps, series.length - origin)
    const past = series.slice(0, origin)
    const scaleOf = scaleIn(past)
    return forecastBy(method, past, steps).map((value, index) => ({
      ...{ origin, step: index + 1, scale: scaleOf(value) },
      by: (series[origin + index] ?? 0) - value,
    }))
  })
}

/** The mean absolute error of each method over all forecasts of the past. */
export type Errors = Readonly<Record<Method, number>>

/** The part of what came that an interval is to hold. */
const intervalShare = 0.8

/** The value below which a share of sorted values lies. */
const quantile = (sorted: readonly number[], share: number): number => {
  if (sorted.length === 0) return 0
  const place = share * (sorted.length - 1)
  const [low, high] = [Math.floor(place), Math.ceil(place)]
  return (sorted[low] ?? 0) + ((sorted[high] ?? 0) - (sorted[low] ?? 0)) * (place - low)
}

export type Interval = { readonly low: number; readonly high: number }

/** By which part of its scale what came was off, below and above, a year ahead or two; a second year that was hardly tested is the first, wider. */
const intervalOf = (misses: readonly Miss[], step: number): Interval => {
  const isFar = step > season
  const own = misses.filter((miss) => miss.step > season === isFar)
  const widened = isFar && own.length < season ? Math.SQRT2 : 1
  const used = own.length < season ? misses : own
  const sorted = used.flatMap(({ by, scale }) => (scale === 0 ? [] : [by / scale])).sort((a, b) => a - b)
  const tail = (1 - intervalShare) / 2
  return { low: quantile(sorted, tail) * widened, high: quantile(sorted, 1 - tail) * widened }
}

/** The share of what came that lay in the interval which all other forecasts of the past make. */
const coverageOf = (misses: readonly Miss[]): number | null => {
  const origins = new Set(misses.map(({ origin }) => origin))
  if (origins.size < season) return null
  let held = 0
  for (const origin of origins) {
    const others = misses.filter((miss) => miss.origin !== origin)
    const [near, far] = [intervalOf(others, 1), intervalOf(others, season + 1)]
    for (const { step, by, scale } of misses.filter((miss) => miss.origin === origin)) {
      const { low, high } = step > season ? far : near
      if (by >= low * scale && by <= high * scale) held += 1
    }
  }
  return held / misses.length
}

/** What forecasting the past with every method came to, and by which the future is forecast. */
export type BackTest = {
  readonly method: Method
  readonly errors: Errors
  /** Whether the method errs less than both that nobody has to reckon; where not, one of these is used, and it is said. */
  readonly beatsNaive: boolean
  /** How many forecasts of the past were held against what came. */
  readonly tested: number
  /** The share of what came that lay in the interval; null where too little was tested. */
  readonly coverage: number | null
  /** How far below and above a value that is forecast for a step what comes may lie. */
  readonly intervalAt: (step: number, value: number) => Interval
}

/** Tests every method on a series' own past; the one that erred least is chosen. */
export const backTest = (series: Series): BackTest => {
  const tried = methods.map((method) => {
    const misses = missesOf(method, series)
    return { method, misses, error: mean(misses.map(({ by }) => Math.abs(by))) }
  })
  const [best] = tried.toSorted((a, b) => a.error - b.error)
  const chosen = best ?? { method: naiveMethods[0], misses: [], error: 0 }
  const naive = tried.filter(({ method }) => naiveMethods.some((each) => each === method))
  return {
    method: chosen.method,
    errors: Object.fromEntries(tried.map(({ method, error }) => [method, error])) as Errors,
    beatsNaive: naive.every(({ error }) => chosen.error < error),
    tested: chosen.misses.length,
    coverage: coverageOf(chosen.misses),
    intervalAt: (step, value) => {
      const { low, high } = intervalOf(chosen.misses, step)
      const scale = scaleIn(series)(value)
      return { low: low * scale, high: high * scale }
    },
  }
}
