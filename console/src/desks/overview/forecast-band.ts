import type { CityMonth } from './months.ts'

/** What a fund is expected to spend in a month, and between what it lies. */
export type ForecastMonth = {
  readonly month: string
  readonly amount: number
  readonly low: number
  readonly high: number
}

/** The last month that something was spent in; undefined where nothing was yet. */
export const spentThrough = (found: readonly CityMonth[]): string | undefined => {
  const inOrder = found.toSorted((one, other) => (one.month < other.month ? -1 : 1))
  const spends = inOrder.filter(
    ({ execution }, at) => execution.expenditure !== (inOrder[at - 1]?.execution.expenditure ?? 0),
  )
  return spends.at(-1)?.month
}

/** How many months of its year follow a month. */
export const monthsLeft = (month: string): number => 12 - Number(month.slice(5))

/** Whether there is something of the year to expect. */
export const hasMonths = (left: number): boolean => left > 0 && left < 12

/** What is spent by the end of each expected month, with the sum of the bounds so far: the band widens with time. */
export const bandOf = (spent: number, expected: readonly ForecastMonth[]): readonly ForecastMonth[] => {
  let sum = { amount: spent, low: spent, high: spent }
  return expected.map(({ month, amount, low, high }) => {
    sum = { amount: sum.amount + amount, low: sum.low + low, high: sum.high + high }
    return { month, ...sum }
  })
}
