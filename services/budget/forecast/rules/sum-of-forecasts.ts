import type { Interval, Miss } from './back-test.ts'
import { coverageOf, errorOf } from './back-test.ts'
import type { NaiveMethod } from './methods.ts'
import { naiveMethods } from './methods.ts'

/** A forecast with its interval, step by step, and what it missed in the past. Lows are no more than nothing, highs no less. */
export type Part = {
  readonly values: readonly number[]
  readonly intervals: readonly Interval[]
  readonly held: ReadonlyMap<Miss, Interval>
  readonly naive: Readonly<Record<NaiveMethod, readonly Miss[]>>
}

/** A sum of forecasts: how far its parts miss together, and what the past says of its interval. */
export type SumOfForecasts = Part & {
  /** 0: parts miss each for itself, and much of it cancels out; 1: they miss together, and nothing does. */
  readonly correlation: number
  readonly error: number
  readonly naiveErrors: Readonly<Record<NaiveMethod, number>>
  readonly beatsNaive: boolean
  readonly tested: number
  readonly coverage: number | null
}

const nameOf = ({ ago, step }: Miss): string => `${ago}/${step}`

/** The forecasts that all parts made at the same time for the same month, side by side. */
const sideBySide = <Of>(parts: readonly Of[], missesOf: (part: Of) => Iterable<Miss>): Miss[][] => {
  const rows = new Map<string, Miss[]>()
  for (const part of parts)
    for (const miss of missesOf(part)) {
      const row = rows.get(nameOf(miss))
      if (row) row.push(miss)
      else rows.set(nameOf(miss), [miss])
    }
  return [...rows.values()].filter((row) => row.length === parts.length)
}

const add = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

const togetherIn = (row: readonly Miss[]): Miss => ({
  ...{ ago: row[0]?.ago ?? 0, step: row[0]?.step ?? 0 },
  by: add(row.map(({ by }) => by)),
  scale: add(row.map(({ scale }) => scale)),
})

/** The squares of what parts and their sum missed. */
type Squares = { readonly parts: readonly number[]; readonly together: number }

const squaresOf = (rows: readonly (readonly Miss[])[], parts: number): Squares => ({
  parts: Array.from({ length: parts }, (_, index) => add(rows.map((row) => (row[index]?.by ?? 0) ** 2))),
  together: add(rows.map((row) => add(row.map(({ by }) => by)) ** 2)),
})

const less = (all: Squares, some: Squares): Squares => ({
  parts: all.parts.map((square, index) => square - (some.parts[index] ?? 0)),
  together: all.together - some.together,
})

/** The one correlation of all parts by which what they missed comes to what their sum missed; from 0 to 1. */
const correlationIn = ({ parts, together }: Squares): number => {
  const alone = add(parts)
  const most = add(parts.map((square) => Math.sqrt(Math.max(0, square)))) ** 2
  return most - alone > 0 ? Math.min(1, Math.max(0, (together - alone) / (most - alone))) : 0
}

/**
 * How wide a sum may miss: parts that miss each for itself widen it as the root of their squares, parts that miss together
 * as their sum. It lies between both by the correlation.
 */
const widthOf = (widths: readonly number[], correlation: number): number => {
  const alone = add(widths.map((width) => width ** 2))
  return Math.sqrt((1 - correlation) * alone + correlation * add(widths) ** 2)
}

const intervalOfSum = (intervals: readonly Interval[], correlation: number): Interval => ({
  low: -widthOf(
    intervals.map(({ low }) => Math.max(0, -low)),
    correlation,
  ),
  high: widthOf(
    intervals.map(({ high }) => Math.max(0, high)),
    correlation,
  ),
})

/** Each forecast of the past as a sum, in the interval that its parts make of all other forecasts of the past. */
const heldOfSum = (parts: readonly Part[], rows: readonly (readonly Miss[])[], all: Squares) => {
  const without = new Map<number, number>()
  for (const ago of new Set(rows.map(([first]) => first?.ago ?? 0))) {
    const own = rows.filter(([first]) => first?.ago === ago)
    without.set(ago, correlationIn(less(all, squaresOf(own, parts.length))))
  }
  const nothing: Interval = { low: 0, high: 0 }
  return new Map(
    rows.map((row) => {
      const intervals = row.map((miss, index) => parts[index]?.held.get(miss) ?? nothing)
      return [togetherIn(row), intervalOfSum(intervals, without.get(row[0]?.ago ?? 0) ?? 0)] as const
    }),
  )
}

/**
 * Sums forecasts of lines, or of cities. The sum is theirs to the fen; its interval follows from theirs by how far they
 * missed together in the past, and what it held of that is measured.
 */
export const sumOfForecasts = (parts: readonly Part[]): SumOfForecasts => {
  const rows = sideBySide(parts, ({ held }) => held.keys())
  const all = squaresOf(rows, parts.length)
  const correlation = correlationIn(all)
  const held = heldOfSum(parts, rows, all)
  const naive = Object.fromEntries(
    naiveMethods.map((method) => [method, sideBySide(parts, (part) => part.naive[method]).map(togetherIn)]),
  ) as Record<NaiveMethod, Miss[]>
  const error = errorOf([...held.keys()])
  const naiveErrors = Object.fromEntries(
    naiveMethods.map((method) => [method, errorOf(naive[method])]),
  ) as Record<NaiveMethod, number>
  const steps = Math.max(0, ...parts.map(({ values }) => values.length))
  return {
    values: Array.from({ length: steps }, (_, step) => add(parts.map(({ values }) => values[step] ?? 0))),
    intervals: Array.from({ length: steps }, (_, step) =>
      intervalOfSum(
        parts.map(({ intervals }) => intervals[step] ?? { low: 0, high: 0 }),
        correlation,
      ),
    ),
    ...{ held, naive, correlation, error, naiveErrors, tested: held.size, coverage: coverageOf(held) },
    beatsNaive: naiveMethods.every((method) => error < naiveErrors[method]),
  }
}
