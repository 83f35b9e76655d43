import type { FundYear } from '#shared/calendar/day.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CareYear, QuotaCandidate } from '../../quota/rules/weigh-institution.ts'
import { refuse } from '../../refusals.ts'

/** A year as the books have it, by institution. */
export type BookedYear = {
  readonly year: FundYear
  readonly care: ReadonlyMap<string, CareYear>
  /** Its December is settled: nothing is added to it any more, and nobody types it. */
  readonly isWhole: boolean
}

const nothing = { paid: 0, volume: 0 }
const noCare: CareYear = { inpatient: nothing, outpatient: nothing }

/** An institution's years by the books, from the first it was paid in; `typed` stands where the books have no whole year. */
export const yearsOf = (
  institution: string,
  books: readonly BookedYear[],
  typed: readonly CareYear[] = [],
): CareYear[] => {
  // What is typed are the last years.
  const firstTyped = books.length - typed.length
  const years = books.map(({ care, isWhole }, index) =>
    isWhole ? care.get(institution) : (typed[index - firstTyped] ?? care.get(institution)),
  )
  const first = years.findIndex((each) => each !== undefined)
  return first < 0 ? [] : years.slice(first).map((each) => each ?? noCare)
}

type Candidate = Pick<QuotaCandidate, 'institution' | 'expected'> & {
  readonly years?: readonly CareYear[] | undefined
}

/**
 * The years that a candidate's quota is worked out from. A year that the books have whole is theirs, whoever types
 * something else; what is expected counts only where there is no year.
 */
export const historyOf = (
  { institution, years: typed = [], expected }: Candidate,
  books: readonly BookedYear[],
): Decision<CareYear[]> => {
  const firstTyped = books.length - typed.length
  const disputed = books.find(({ care, isWhole }, index) => {
    const own = typed[index - firstTyped]
    return isWhole && own !== undefined && !sameContent(own, care.get(institution) ?? noCare)
  })
  if (disputed)
    return refuse('quota.history-is-of-the-books', {
      field: 'candidates',
      figures: { institution, year: disputed.year },
    })
  const years = yearsOf(institution, books, typed)
  return expected && years.length > 0
    ? refuse('quota.expected-beside-years', { field: 'candidates', figures: { institution } })
    : accept(years)
}
