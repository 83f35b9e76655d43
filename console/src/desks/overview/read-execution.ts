import { cities } from '../../../../shared/kernel/divisions.ts'
import { call } from '../../api/call.ts'
import { CallFailed } from '../../api/problem.ts'
import type { Execution } from './execution.ts'

const reads = 'GET /v1/budget/execution/{city}/{scheme}/{year}'

type Fund = { readonly city: string; readonly scheme: string; readonly year: string }

/** One city's execution, of the year or through a month; nothing where it has no budget of that year. */
const executionOf = async (params: Fund, through?: string): Promise<Execution | null> => {
  try {
    return await call<Execution>(reads, { params, ...(through && { query: { through } }) })
  } catch (error) {
    if (error instanceof CallFailed && error.problem.status === 404) return null
    throw error
  }
}

/** How the budgets of all cities are read. */
export const wholeYears = (scheme: string, year: string) =>
  cities.map(({ code: city }) => ({
    queryKey: ['call', reads, 'province', city, scheme, year],
    queryFn: () => executionOf({ city, scheme, year }),
    retry: false,
  }))

/** How one city's budget is read through a month. */
export const throughMonth = (fund: Fund, month: string) => ({
  queryKey: ['call', reads, 'through', fund.city, fund.scheme, month],
  queryFn: () => executionOf(fund, month),
  retry: false,
})

export const hasPlan = (execution: Execution | null | undefined): execution is Execution =>
  execution !== null && execution !== undefined && execution.lines.length > 0
