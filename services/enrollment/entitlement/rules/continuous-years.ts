import type { FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { EntitledSpell, Insured } from '../../person/rules/insured.ts'

/** The years in which a person was enrolled, in either scheme: those paid for, and those they were entitled in without paying. */
export const enrolledYears = (
  { paidBills }: Pick<Insured, 'paidBills'>,
  spells: readonly EntitledSpell[],
): ReadonlySet<FundYear> =>
  new Set([
    ...paidBills.flatMap(({ from, to }) => [yearOf(from), yearOf(to)]),
    ...spells.map(({ from }) => yearOf(from)),
  ])

/**
 * How many years in a row, the given one included, a person was enrolled as far as enrolment knows. Years before this
 * system knew them are not among them (what long enrolment earns: 国办发〔2024〕38号). 0 for a year they were not enrolled
 * in.
 */
export const continuousYears = (enrolled: ReadonlySet<FundYear>, year: FundYear): number => {
  let first = year
  while (enrolled.has(first)) first -= 1
  return year - first
}
