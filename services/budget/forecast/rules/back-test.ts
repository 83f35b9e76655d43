import type { Measures, Way } from './measures.ts'
import { forecastNaively, forecastWay, waysFor } from './measures.ts'
import type { NaiveMethod, Series } from './methods.ts'
import { leastMonths, methods, naiveMethods, season } from './methods.ts'

/**
 * One forecast that was made of the past and can be held against what came: how many months before the end of the history
 * it was made, how far it was off, and of how much.
 */
export type Miss = {
  readonly ago: number
  readonly step: number
  readonly by: number
  readonly scale: number
}

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

type From = { readonly origin: number; readonly steps: number }

/** Forecasts a series from each month on from which there is enough before it and something after. */
const missesOf = (forecast: (from: From) => readonly number[], series: Series): Miss[] => {
  const origins = Array.from(
    { length: Math.max(0, series.length - leastMonths) },
    (_, index) => leastMonths + index,
  )
  return origins.flatMap((origin) => {
    const steps = Math.min(testedSteps, series.length - origin)
    const scaleOf = scaleIn(series.slice(0, origin))
    return forecast({ origin, steps }).map((value, index) => ({
      ...{ ago: series.length - origin, step: index + 1, scale: scaleOf(value) },
      by: (series[origin + index] ?? 0) - value,
    }))
  })
}

/** The part of what came that an interval is to hold. */
export const intervalShare = 0.8

/** The value below which a share of sorted values lies. */
const quantile = (sorted: readonly number[], share: number): number => {
  if (sorted.length === 0) return 0
  const place = share * (sorted.length - 1)
  const [low, high] = [Math.floor(place), Math.ceil(place)]
  return (sorted[low] ?? 0) + ((sorted[high] ?? 0) - (sorted[low] ?? 0)) * (place - low)
}

export type Interval = { readonly low: number; readonly high: number }

/** No forecast is off by more times its scale: what begins after months of nothing tells nothing of how far what goes on may be off. */
const mostOff = 10

/** By which part of its scale each forecast of the past was off, in order: those of a year ahead, of two, and all. */
type Off = { readonly ago: number; readonly part: number }
type Offs = Readonly<Record<'near' | 'far' | 'all', readonly Off[]>>

const offsOf = (misses: readonly Miss[]): Offs => {
  const inOrder = (of: readonly Miss[]): Off[] =>
    of
      .flatMap(({ ago, by, scale }) =>
        scale === 0 ? [] : [{ ago, part: Math.max(-mostOff, Math.min(mostOff, by / scale)) }],
      )
      .sort((a, b) => a.part - b.part)
  return {
    near: inOrder(misses.filter(({ step }) => step <= season)),
    far: inOrder(misses.filter(({ step }) => step > season)),
    all: inOrder(misses),
  }
}

/**
 * How far what comes may be off, below and above, a year ahead or two, without what is left out of the past. A second year
 * that was hardly tested is the first, wider.
 */
const intervalOf = (offs: Offs, step: number, without?: number): Interval => {
  const isFar = step > season
  const of = (name: keyof Offs) => offs[name].filter(({ ago }) => ago !== without).map(({ part }) => part)
  const own = of(isFar ? 'far' : 'near')
  const widened = isFar && own.length < season ? Math.SQRT2 : 1
  const sorted = own.length < season ? of('all') : own
  const tail = (1 - intervalShare) / 2
  return { low: quantile(sorted, tail) * widened, high: quantile(sorted, 1 - tail) * widened }
}

const scaled = ({ low, high }: Interval, scale: number): Interval => ({
  low: low * scale,
  high: high * scale,
})

/** Around each forecast of the past the interval that all others make, which do not know what came of it. */
const heldOutOf = (misses: readonly Miss[], offs: Offs): ReadonlyMap<Miss, Interval> => {
  const made = new Map<number, readonly [Interval, Interval]>()
  return new Map(
    misses.map((miss) => {
      const { ago, step, scale } = miss
      const [near, far] = made.get(ago) ?? [intervalOf(offs, 1, ago), intervalOf(offs, season + 1, ago)]
      made.set(ago, [near, far])
      return [miss, scaled(step > season ? far : near, scale)]
    }),
  )
}

/** The share of what came that lay in an interval which did not know it; null where too little was tested. */
export const coverageOf = (held: ReadonlyMap<Miss, Interval>): number | null => {
  const misses = [...held]
  if (new Set(misses.map(([{ ago }]) => ago)).size < season) return null
  return misses.filter(([{ by }, { low, high }]) => by >= low && by <= high).length / misses.length
}

/** The mean absolute error of forecasts of the past. */
export const errorOf = (misses: readonly Miss[]): number => mean(misses.map(({ by }) => Math.abs(by)))

/** What forecasting the past in every way came to, and by which the future is forecast. */
export type BackTest = {
  readonly method: Way
  /** The mean absolute error of each way that was tried. */
  readonly errors: Readonly<Partial<Record<Way, number>>>
  /** That of what nobody has to reckon, which knows neither the law nor the heads, and the forecasts that it is of. */
  readonly naive: Readonly<Record<NaiveMethod, { readonly error: number; readonly misses: readonly Miss[] }>>
  /** Whether the method errs less than both that nobody has to reckon; where not, it is said. */
  readonly beatsNaive: boolean
  /** The forecasts of the past that were held against what came, each in the interval that all others make. */
  readonly held: ReadonlyMap<Miss, Interval>
  readonly tested: number
  readonly coverage: number | null
  /** How far below and above a value that is forecast for a step what comes may lie. */
  readonly intervalAt: (step: number, value: number) => Interval
}

/** Tests every way on a series' own past; the one that erred least is chosen. */
export const backTest = (series: Series, measures: Measures = {}): BackTest => {
  const tried = waysFor(methods, measures, series.length).map((method) => {
    const misses = missesOf((from) => forecastWay(method, series, measures, from), series)
    return { method, misses, error: errorOf(misses) }
  })
  const naive = Object.fromEntries(
    naiveMethods.map((method) => {
      const misses = missesOf((from) => forecastNaively(method, series, from), series)
      return [method, { error: errorOf(misses), misses }]
    }),
  ) as Record<NaiveMethod, { error: number; misses: Miss[] }>
  const [best] = tried.toSorted((a, b) => a.error - b.error)
  const chosen = best ?? { method: naiveMethods[0], misses: [], error: 0 }
  const offs = offsOf(chosen.misses)
  const held = heldOutOf(chosen.misses, offs)
  return {
    method: chosen.method,
    errors: Object.fromEntries(tried.map(({ method, error }) => [method, error])),
    naive,
    beatsNaive: naiveMethods.every((method) => chosen.error < naive[method].error),
    held,
    tested: chosen.misses.length,
    coverage: coverageOf(held),
    intervalAt: (step, value) => scaled(intervalOf(offs, step), scaleIn(series)(value)),
  }
}
