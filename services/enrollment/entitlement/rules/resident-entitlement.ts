import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, firstDayOfYear, lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import type { CoverageSpell, Insured, PaidBill } from '../../person/rules/insured.ts'
import type { DayRange } from './day-range.ts'
import { without } from './day-range.ts'
import { contributedMonths } from './employee-entitlement.ts'
import type { EntitlementRules } from './entitlement-rules.ts'
import { residentWait } from './resident-wait.ts'
import { isRested } from './rests.ts'

const inTime = ({ scheme, from, paidOn }: PaidBill): boolean =>
  scheme === 'employee' || paidOn <= lastDayOfYear(yearOf(from))

/**
 * Years right before `year`, back to the last for which something was paid before it was over, in either scheme; but for those
 * in which coverage rested.
 */
export const missedYears = (insured: Pick<Insured, 'paidBills' | 'spells'>, year: FundYear): FundYear[] => {
  const { paidBills } = insured
  const paid = new Set(paidBills.filter(inTime).flatMap(({ from, to }) => [yearOf(from), yearOf(to)]))
  const earlier = [...paid].filter((each) => each < year)
  if (earlier.length === 0) return []
  const last = Math.max(...earlier)
  return Array.from({ length: year - last - 1 }, (_, index) => last + 1 + index).filter(
    (each) => !isRested(insured, each),
  )
}

/** The days on which missed years were paid for after all, in order: each takes something off the wait (国办发〔2024〕38号). */
export const repairsOf = ({ paidBills }: Pick<Insured, 'paidBills'>, missed: readonly FundYear[]): Day[] =>
  paidBills
    .filter((bill) => !inTime(bill) && missed.includes(yearOf(bill.from)))
    .map(({ paidOn }) => paidOn)
    .sort()

/**
 * Why somebody who pays late need not wait: newborns, those newly in need, those who just left another scheme, were discharged
 * from service, or released.
 */
export type Exception = 'newborn' | 'newly-aided' | 'leaver' | 'discharged' | 'released'

/** Why a late payment needs no wait, if it does not (皖政办〔2024〕3号 一(二)). */
export const exceptionOf = (
  insured: Insured,
  paidOn: Day,
  year: FundYear,
  rules: EntitlementRules,
): Exception | undefined => {
  const city = cityIn(insured, year)
  if (insured.birthOn <= paidOn && paidOn <= addDays(insured.birthOn, rules.newbornDays(paidOn, city)))
    return 'newborn'
  const newlyAided = insured.aids.some(
    ({ aid, from }) => aid !== 'none' && yearOf(from) === year && from <= paidOn,
  )
  if (newlyAided) return 'newly-aided'
  const leaver = insured.spells.some(
    ({ scheme, to }) =>
      scheme === 'employee' &&
      to !== null &&
      to < paidOn &&
      paidOn <= addDays(to, rules.leaverDays(paidOn, city)) &&
      contributedMonths(insured, paidOn) >= 12 * rules.leaverYears(paidOn, city),
  )
  if (leaver) return 'leaver'
  const back = insured.spells.findLast(
    ({ rests, returned }) =>
      rests &&
      returned &&
      returned.on <= paidOn &&
      paidOn <= addDays(returned.on, rules.returnDays(paidOn, city)),
  )
  if (!back) return undefined
  return back.rests === 'imprisonment' ? 'released' : 'discharged'
}

/** The city whose rule a year's wait follows: where they are, or last were, a resident in that year. */
export const cityIn = ({ spells }: Insured, year: FundYear) => {
  const until = spells.filter(({ from }) => from <= lastDayOfYear(year))
  return (until.findLast(({ scheme }) => scheme === 'resident') ?? until.at(-1) ?? spells[0]).city
}

/** The first day that a wait leaves: repaired years shorten it, from the day on which they were paid for. */
const afterWait = (insured: Insured, { from, paidOn }: PaidBill, rules: EntitlementRules): Day => {
  const paysFor = yearOf(from)
  const isLate = paidOn > lastDayOfYear(paysFor - 1)
  const rule = rules.residentWait(paysFor, cityIn(insured, paysFor))
  const missed = missedYears(insured, paysFor)
  const after = (repaidYears: number): Day =>
    residentWait(rule, { paysFor, missed, repaidYears, ...(isLate ? { paidLateOn: paidOn } : {}) })
      .entitledFrom
  // A year that lengthens no wait shortens none when it is paid.
  const counting = missed.filter((year) => year >= rule.countsFrom)
  const days = repairsOf(insured, counting).map((repairedOn, index) => {
    const shortened = after(index + 1)
    return shortened > repairedOn ? shortened : repairedOn
  })
  return [after(0), ...days].sort()[0] ?? after(0)
}

/** The first day that a resident's payment gives. A newborn's gives the year from their birth; whoever comes from the other scheme without a break has no gap. */
export const firstDay = (insured: Insured, bill: PaidBill, { spell, isSwitched, rules }: Given): Day => {
  const { from, paidOn } = bill
  const paysFor = yearOf(from)
  const isLate = paidOn > lastDayOfYear(paysFor - 1)
  const exception = isLate ? exceptionOf(insured, paidOn, paysFor, rules) : undefined
  if (!exception) return afterWait(insured, bill, rules)
  if (exception === 'newborn' && rules.newbornFrom(paidOn, cityIn(insured, paysFor)) === 'birth')
    return insured.birthOn > firstDayOfYear(paysFor) ? insured.birthOn : firstDayOfYear(paysFor)
  return isSwitched && spell.from < paidOn && yearOf(spell.from) === paysFor ? spell.from : paidOn
}

export type Given = {
  readonly spell: CoverageSpell
  readonly isSwitched: boolean
  readonly rules: EntitlementRules
}

/**
 * The days on which what a bill gives rests: it was corrected upwards, and the difference is not paid on the day it is due.
 * Until then they have what they paid for. From the day on which it is paid they have it again.
 */
export const restsOf = (
  { differences = [] }: Pick<Insured, 'differences'>,
  { billId, from: month }: Pick<PaidBill, 'billId' | 'from'>,
): DayRange[] =>
  differences
    .filter(({ of }) => of === billId)
    .map(({ dueOn, paidOn }) => ({
      from: addDays(dueOn, 1),
      to: paidOn === undefined ? lastDayOfYear(yearOf(month)) : addDays(paidOn, -1),
    }))
    .filter(({ from, to }) => from <= to)

/** The days that residents' paid years give: the whole year when paid in the window before it, else after a wait. */
export const residentDays = (insured: Insured, spell: CoverageSpell, how: Omit<Given, 'spell'>): DayRange[] =>
  insured.paidBills
    .filter(({ scheme }) => scheme === 'resident')
    .flatMap((bill) => {
      const from = firstDay(insured, bill, { spell, ...how })
      const to = lastDayOfYear(yearOf(bill.from))
      return from <= to ? without([{ from, to }], restsOf(insured, bill)) : []
    })
