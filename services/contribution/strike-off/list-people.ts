import { addMonths, monthOf } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CoveredPerson } from '../coverage/rules/coverage.ts'
import { readCoverages } from '../coverage/store.ts'
import type { StruckEmployer } from '../market/rules/struck-employer.ts'
import { readPayrolls } from '../payroll/store.ts'

/** What became of somebody on the list of an employer that was struck off. */
export const standings = ['here', 'elsewhere', 'left', 'unknown'] as const
export type Standing = (typeof standings)[number]

/** Somebody of the employer's list: `since` is the day from which they are covered where they are, or were last. */
export type ListedPerson = {
  readonly personId: string
  readonly whereNow: Standing
  readonly since?: string
  readonly city?: string
}

const standingOf = (person: CoveredPerson | undefined, { employerId }: StruckEmployer): Standing => {
  if (!person) return 'unknown'
  if (person.to !== null) return 'left'
  return person.employerId === employerId ? 'here' : 'elsewhere'
}

/** Those on the employer's wage list of the month after the strike-off: whom it covers still, and who has newer coverage elsewhere. */
export const listPeople = async (
  struck: StruckEmployer,
  from: number,
  most: number,
  store: Store,
): Promise<{ readonly people: readonly ListedPerson[]; readonly next?: number }> => {
  const month = addMonths(monthOf(struck.struckOn), 1)
  const [payroll] = await readPayrolls(store, [struck.employerId], { month, firstMonth: 1 })
  const all = [...new Set((payroll?.lines ?? []).map(({ personId }) => personId))].sort()
  const ids = all.slice(from, from + most)
  const covered = await readCoverages(store, ids)
  const people = ids.map((personId): ListedPerson => {
    const person = covered.get(personId)
    const whereNow = standingOf(person, struck)
    // Where else in the province somebody is insured is another city's to tell.
    const isShown = person !== undefined && person.city === struck.city
    return {
      ...{ personId, whereNow },
      ...(isShown ? { since: person.from, city: person.city } : {}),
    }
  })
  return { people, ...(from + most < all.length ? { next: from + most } : {}) }
}
