import { useQueries } from '@tanstack/react-query'
import type { Execution } from './execution.ts'
import { monthsOf } from './months.ts'
import { hasPlan, throughMonth } from './read-execution.ts'

/** Each month of cities with a budget of the year; months are read once, since they seldom change. */
export const useMonths = (scheme: string, year: string, whole: readonly Execution[]) => {
  const wanted = whole.flatMap(({ city }) => monthsOf(year).map((month) => ({ city, month })))
  const byMonth = useQueries({
    queries: wanted.map(({ city, month }) => ({
      ...throughMonth({ city, scheme, year }, month),
      staleTime: 10 * 60_000,
    })),
  })
  const found = byMonth.flatMap(({ data }, at) => {
    const month = wanted[at]?.month
    return hasPlan(data) && month !== undefined ? [{ month, execution: data }] : []
  })
  return { found, loading: byMonth.some(({ isLoading }) => isLoading) }
}
