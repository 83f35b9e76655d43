import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'

/** Days from the first to the last, both included. */
export type DayRange = { readonly from: Day; readonly to: Day }

/** The days two ranges share. */
export const overlap = (a: DayRange, b: DayRange): DayRange | undefined => {
  const [, from = a.from] = [a.from, b.from].sort()
  const [to = a.to] = [a.to, b.to].sort()
  return from <= to ? { from, to } : undefined
}

/** The days of any of the ranges, as few ranges as possible, in order. */
export const union = (ranges: readonly DayRange[]): DayRange[] => {
  const merged: DayRange[] = []
  for (const range of [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1)
    if (!last || range.from > addDays(last.to, 1)) merged.push(range)
    else if (range.to > last.to) merged[merged.length - 1] = { from: last.from, to: range.to }
  }
  return merged
}

/** A range cut at each of the given days, which begin a new piece. */
export const cutAt = (range: DayRange, days: readonly Day[]): DayRange[] => {
  const cuts = [...new Set(days)].filter((day) => day > range.from && day <= range.to).sort()
  const starts = [range.from, ...cuts]
  return starts.map((from, index) => {
    const next = starts[index + 1]
    return { from, to: next === undefined ? range.to : addDays(next, -1) }
  })
}

/** Ranges without the days of others; both in order. */
export const without = (ranges: readonly DayRange[], others: readonly DayRange[]): DayRange[] =>
  others.reduce<DayRange[]>(
    (left, { from, to }) =>
      left.flatMap((range) =>
        overlap(range, { from, to }) === undefined
          ? [range]
          : [
              ...(range.from < from ? [{ from: range.from, to: addDays(from, -1) }] : []),
              // The day after a range without an end is none.
              ...(to < range.to ? [{ from: addDays(to, 1), to: range.to }] : []),
            ],
      ),
    [...ranges],
  )
