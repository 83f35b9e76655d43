import type { FundYear } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { readAssessments } from '../assessment/store.ts'
import { isDecemberSettled } from '../ledger/december-settled.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { accruedBy } from '../monthly-settlement/rules/standing.ts'
import { readStandings } from '../monthly-settlement/settlement-state.ts'
import type { CareYear } from '../quota/rules/weigh-institution.ts'
import type { BookedYear } from './rules/history-of.ts'
import { yearsOf } from './rules/history-of.ts'

const yearsOfHistory = 3

/** What institutions were accepted for in a year by the books, and their effective volume where the year was assessed. */
const careIn = async (store: Store, fund: Fund, year: FundYear): Promise<Map<string, CareYear>> => {
  const assessed = await readAssessments(store, fund, year)
  const standings = await readStandings(store, fund, year)
  return new Map(
    standings.map((standing) => {
      const { inpatient, outpatient } = accruedBy(standing)
      const { stays = 0, visits = 0 } = assessed.get(standing.institution)?.figures ?? {}
      const care: CareYear = {
        inpatient: { paid: Math.max(0, inpatient), volume: Math.max(0, stays) },
        outpatient: { paid: Math.max(0, outpatient), volume: Math.max(0, visits) },
      }
      return [standing.institution, care] as const
    }),
  )
}

/**
 * What the three years before say of every institution, the last one last; `isWhole` once its December is settled, so
 * that nothing is added to it any more.
 */
export const readBooks = (store: Store, fund: Fund, year: FundYear): Promise<BookedYear[]> =>
  Promise.all(
    Array.from({ length: yearsOfHistory }, async (_, index): Promise<BookedYear> => {
      const of = year - yearsOfHistory + index
      const [care, isWhole] = await Promise.all([careIn(store, fund, of), isDecemberSettled(store, fund, of)])
      return { year: of, care, isWhole }
    }),
  )

/**
 * What the three years before say of every institution, the last one last, from the first of them it was paid in. A
 * quota of the year is worked out from it.
 */
export const readHistories = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<Map<string, CareYear[]>> => {
  const books = await readBooks(store, fund, year)
  const institutions = [...new Set(books.flatMap(({ care }) => [...care.keys()]))].sort()
  return new Map(institutions.map((institution) => [institution, yearsOf(institution, books)]))
}
