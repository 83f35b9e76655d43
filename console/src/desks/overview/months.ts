import type { Execution } from './execution.ts'

/** A city's fund at the end of a month. */
export type CityMonth = { readonly month: string; readonly execution: Execution }

/** How much of the year's planned spending is spent by the end of a month, and how much the season lets expect. */
export type Burned = { readonly month: string; readonly spent: number; readonly seasonal: number }

const plannedOf = ({ lines }: Execution): number =>
  lines.filter(({ kind }) => kind === 'expenditure').reduce((sum, { budget }) => sum + budget, 0)

/** What cities planned to spend in the year, together. */
export const plannedTogether = (cities: readonly Execution[]): number =>
  cities.reduce((sum, city) => sum + plannedOf(city), 0)

/** The cities together, month by month: spent, and what the season says of the same cities' plans. */
export const burnUp = (months: readonly string[], found: readonly CityMonth[]): readonly Burned[] =>
  months.flatMap((month) => {
    const own = found.filter((each) => each.month === month).map(({ execution }) => execution)
    if (own.length === 0) return []
    const spent = own.reduce((sum, { expenditure }) => sum + expenditure, 0)
    const seasonal = own.reduce((sum, each) => sum + plannedOf(each) * (each.pace?.seasonal ?? 0), 0)
    return [{ month, spent, seasonal: Math.round(seasonal) }]
  })

/** The months of a year. */
export const monthsOf = (year: string): readonly string[] =>
  Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`)
