import type { FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { CountedYearsRule } from '#shared/policy/counted-years.ts'
import type { EntitledSpell, Insured, PaidBill, YearsOfEnrolment } from '../../person/rules/insured.ts'
import { restedDays } from './rests.ts'

/** The years in which a person was enrolled, and in which schemes; in none where coverage rested. */
export type EnrolledYears = ReadonlyMap<FundYear, ReadonlySet<Scheme>>

/** Whether a bill was paid for a year when that was over: an employee's months are made up for, a resident's year is repaired. */
const isRepair = ({ scheme, from, paidOn }: PaidBill): boolean =>
  scheme === 'resident' && paidOn > lastDayOfYear(yearOf(from))

/**
 * The years in which a person was enrolled: those they were entitled in, and those paid for. Whether a year counts that was
 * repaired, or that gave no day, is the policy's.
 */
export const enrolledYears = (
  insured: Pick<Insured, 'paidBills' | 'spells'>,
  spells: readonly EntitledSpell[],
  { repaired, withoutDays }: Pick<CountedYearsRule, 'repaired' | 'withoutDays'>,
): EnrolledYears => {
  const counting = insured.paidBills.filter(
    (bill) => bill.scheme === 'employee' || (isRepair(bill) ? repaired : withoutDays),
  )
  const enrolled = [
    ...counting.flatMap(({ scheme, from, to }) => [from, to].map((on) => ({ scheme, year: yearOf(on) }))),
    ...spells.map(({ scheme, from }) => ({ scheme, year: yearOf(from) })),
  ]
  const byYear = Map.groupBy(enrolled, ({ year }) => year)
  const rested = restedDays(insured).flatMap(({ from, to }) =>
    Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index),
  )
  return new Map([
    ...rested.map((year): [FundYear, Set<Scheme>] => [year, new Set()]),
    ...[...byYear].map(([year, all]): [FundYear, Set<Scheme>] => [
      year,
      new Set(all.map(({ scheme }) => scheme)),
    ]),
  ])
}

/** Years in a row up to one in which someone was enrolled, in whichever scheme and since whenever; rests break none. */
const yearsInARow = (enrolled: EnrolledYears, year: FundYear): number => {
  let years = 0
  for (let each = year; enrolled.has(each); each -= 1) years += enrolled.get(each)?.size === 0 ? 0 : 1
  return years
}

/**
 * How a person's years of enrolment stand in a year, as far as enrolment knows: how many on end count up to it, how many
 * counted in each run that a lapse ended before, and how many years were missed between (国办发〔2024〕38号). Nothing of a
 * year in which they were not enrolled.
 */
export const yearsOfEnrolment = (
  enrolled: EnrolledYears,
  year: FundYear,
  { countsFrom, schemes: counting }: Pick<CountedYearsRule, 'countsFrom' | 'schemes'>,
): YearsOfEnrolment => {
  if (!enrolled.get(year)?.size) return {}
  const first = Math.min(...enrolled.keys())
  const earlierRuns: number[] = []
  let run = 0
  let missedYears = 0
  for (let each = Math.max(first, countsFrom); each <= year; each += 1) {
    const ofYear = enrolled.get(each)
    if (ofYear) run += counting.some((scheme) => ofYear.has(scheme)) ? 1 : 0
    else {
      missedYears += 1
      if (run > 0) earlierRuns.push(run)
      run = 0
    }
  }
  return {
    continuousYears: yearsInARow(enrolled, year),
    countedYears: run,
    ...(earlierRuns.length === 0 ? {} : { earlierRuns }),
    ...(missedYears === 0 ? {} : { missedYears }),
  }
}

/** Whether two say the same. */
export const isAlike = (one: YearsOfEnrolment, other: YearsOfEnrolment): boolean =>
  one.continuousYears === other.continuousYears &&
  one.countedYears === other.countedYears &&
  one.missedYears === other.missedYears &&
  one.earlierRuns?.join() === other.earlierRuns?.join()
