import { addMonths, type Day, monthOf, yearOf } from '../../../shared/calendar/day.ts'

/** The values that a list is asked with, by their names. */
export type Ask = Readonly<Record<string, string>>

/** The month of a day with the one before and the one after it: what waits of a month is sent shortly before or after it. */
const monthsAround = (on: Day): readonly string[] => [-1, 0, 1].map((by) => addMonths(monthOf(on), by))

/** The year of a day with the one before and the one after it: a gap is applied for after its year, an agreement before. */
const yearsAround = (on: Day): readonly string[] => [-1, 0, 1].map((by) => String(yearOf(on) + by))

/**
 * What a list is asked with to find what waits: once for each preset, and for each month or year that it wants one of. What
 * it does not take is left out.
 */
export const asksOf = (
  names: readonly string[],
  presets: readonly Ask[],
  usual: Readonly<Record<string, string | undefined>>,
  on: Day,
): readonly Ask[] => {
  const periods: readonly Ask[] = names.includes('month')
    ? monthsAround(on).map((month) => ({ month }))
    : names.includes('year')
      ? yearsAround(on).map((year) => ({ year }))
      : [{}]
  return presets.flatMap((preset) =>
    periods.map((period) => {
      const known: Readonly<Record<string, string | undefined>> = { ...usual, on, ...period, ...preset }
      return Object.fromEntries(
        names.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]] as const])),
      )
    }),
  )
}
