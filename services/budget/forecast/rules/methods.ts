import { must } from '#shared/kernel/errors.ts'

/** A series month by month without gaps, the oldest first: amounts in fen, or counts. */
export type Series = readonly number[]

/** Months of a season. */
export const season = 12

const total = (values: Series): number => values.reduce((sum, value) => sum + value, 0)
const lastYear = (series: Series, yearsAgo = 0): Series =>
  series.slice(series.length - season * (yearsAgo + 1), series.length - season * yearsAgo)

/** Which year after the series a step lies in, from 1, and which month of it, from 0. */
const yearAfter = (step: number): number => Math.ceil(step / season)
const monthOf = (step: number): number => (step - 1) % season

type Forecaster = (series: Series) => (step: number) => number

/** What the same month of the last year was: what nobody has to reckon. */
const sameMonthLastYear: Forecaster = (series) => {
  const last = lastYear(series)
  return (step) => last[monthOf(step)] ?? 0
}

/** The same with the change from the year before to the last, again for each further year. */
const seasonalDrift: Forecaster = (series) => {
  const last = lastYear(series)
  const drift = (total(last) - total(lastYear(series, 1))) / season
  return (step) => (last[monthOf(step)] ?? 0) + yearAfter(step) * drift
}

/** The middle one of some values, or what lies between the two in the middle. */
export const middleOf = (values: Series): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? 0, sorted[half] ?? 0]
  return (low + high) / 2
}

/** Whole years that lie behind the end of a series. */
const yearsOf = (series: Series): Series[] =>
  Array.from({ length: Math.floor(series.length / season) }, (_, ago) => lastYear(series, ago))

/** Growth goes on, but less and less: what is damped by this each year. */
const damping = 0.8
/** No year is taken for more than twice the one before: a line that has just begun does not go on as it began. */
const mostGrowth = 1
/** Of a year whose months cancel each other out it is not told how they lay on it. */
const leastLeft = 0.25

const absolute = (values: Series): number => total(values.map(Math.abs))
/** What a year weighs of the one after it. */
const olderWeighs = 0.5

/**
 * The sums of all years brought to the last one's level by their growth in the middle, each year's half the weight of the
 * next, grown further and damped, and laid on the months as all years lay on them on average. A month or a year that was
 * odd once weighs less than in the last year alone.
 */
const seasonAndTrend: Forecaster = (series) => {
  const years = yearsOf(series)
  const sums = years.map(total)
  const shares = Array.from({ length: season }, (_, month) => {
    const known = years.flatMap((year, index) => {
      const sum = sums[index] ?? 0
      return sum === 0 || Math.abs(sum) < leastLeft * absolute(year) ? [] : [(year[month] ?? 0) / sum]
    })
    return known.length === 0 ? 1 / season : total(known) / known.length
  })
  const growths = sums.slice(0, -1).flatMap((sum, ago) => {
    const before = sums[ago + 1] ?? 0
    return before > 0 ? [Math.max(-1, Math.min(mostGrowth, sum / before - 1))] : []
  })
  const growth = growths.length === 0 ? 0 : middleOf(growths)
  const weights = sums.map((_, ago) => olderWeighs ** ago)
  const brought = sums.map((sum, ago) => sum * (1 + growth) ** ago * (weights[ago] ?? 0))
  const begin = total(brought) / total(weights)
  return (step) => {
    let level = begin
    for (let year = 1; year <= yearAfter(step); year += 1) level *= 1 + growth * damping ** (year - 1)
    return level * (shares[monthOf(step)] ?? 0)
  }
}

/** What two that err each in its own way come to on average errs less than either, often. */
const between: Forecaster = (series) => {
  const [one, other] = [seasonalDrift(series), seasonAndTrend(series)]
  return (step) => (one(step) + other(step)) / 2
}

const forecasters = {
  'same-month-last-year': sameMonthLastYear,
  'seasonal-drift': seasonalDrift,
  'season-and-trend': seasonAndTrend,
  'drift-and-trend': between,
} satisfies Record<string, Forecaster>

export type Method = keyof typeof forecasters
export const methods = Object.keys(forecasters) as Method[]
/** Those that any other has to beat. */
export const naiveMethods = ['same-month-last-year', 'seasonal-drift'] as const satisfies readonly Method[]
export type NaiveMethod = (typeof naiveMethods)[number]

/** Two whole years are the least that a trend is seen in. */
export const leastMonths = 2 * season

/** Forecasts a series so many months ahead. */
export const forecastBy = (method: Method, series: Series, steps: number): number[] => {
  must(series.length >= leastMonths, 'forecast.too-short', 'two years are needed', { months: series.length })
  const at = forecasters[method](series)
  return Array.from({ length: steps }, (_, index) => at(index + 1))
}
