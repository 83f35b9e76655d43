import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import type { Insured, PaidBill } from '../../person/rules/insured.ts'
import type { DayRange } from './day-range.ts'
import { contributedMonths } from './employee-entitlement.ts'
import type { EntitlementRules } from './entitlement-rules.ts'
import { residentWait } from './resident-wait.ts'

/** Years right before `year`, back to an earlier resident's year, for which nothing was paid in either scheme. */
const missedYears = ({ paidBills }: Insured, year: FundYear): FundYear[] => {
  const paid = new Set(paidBills.flatMap(({ from, to }) => [yearOf(from), yearOf(to)]))
  const earlier = [...paid].filter((each) => each < year)
  if (earlier.length === 0) return []
  const last = Math.max(...earlier)
  return Array.from({ length: year - last - 1 }, (_, index) => last + 1 + index)
}

/** Newborns, those newly in need and those who just left another scheme need not wait (皖政办〔2024〕3号 一(二)). */
const isExcepted = (insured: Insured, paidOn: Day, year: FundYear, rules: EntitlementRules): boolean => {
  const newborn = insured.birthOn <= paidOn && paidOn <= addDays(insured.birthOn, rules.newbornDays(paidOn))
  const newlyAided = insured.aids.some(
    ({ aid, from }) => aid !== 'none' && yearOf(from) === year && from <= paidOn,
  )
  const leaver = insured.spells.some(
    ({ scheme, to }) =>
      scheme === 'employee' &&
      to !== null &&
      to < paidOn &&
      paidOn <= addDays(to, rules.leaverDays(paidOn)) &&
      contributedMonths(insured, paidOn) >= 12 * rules.leaverYears(paidOn, cityIn(insured, year)),
  )
  return newborn || newlyAided || leaver
}

/** The city whose rule a year's wait follows: where they are, or last were, a resident in that year. */
const cityIn = ({ spells }: Insured, year: FundYear) => {
  const until = spells.filter(({ from }) => from <= lastDayOfYear(year))
  return (until.findLast(({ scheme }) => scheme === 'resident') ?? until.at(-1) ?? spells[0]).city
}

const firstDay = (insured: Insured, { from, paidOn }: PaidBill, rules: EntitlementRules): Day => {
  const paysFor = yearOf(from)
  const isLate = paidOn > lastDayOfYear(paysFor - 1)
  if (isLate && isExcepted(insured, paidOn, paysFor, rules)) return paidOn
  const { entitledFrom } = residentWait(rules.residentWait(paysFor, cityIn(insured, paysFor)), {
    paysFor,
    missed: missedYears(insured, paysFor),
    repaidYears: 0,
    ...(isLate ? { paidLateOn: paidOn } : {}),
  })
  return entitledFrom
}

/** The days that residents' paid years give: the whole year when paid in the window before it, else after a wait. */
export const residentDays = (insured: Insured, rules: EntitlementRules): DayRange[] =>
  insured.paidBills
    .filter(({ scheme }) => scheme === 'resident')
    .map((bill) => ({ from: firstDay(insured, bill, rules), to: lastDayOfYear(yearOf(bill.from)) }))
    .filter(({ from, to }) => from <= to)
