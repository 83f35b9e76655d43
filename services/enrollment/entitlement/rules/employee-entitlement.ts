import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, firstDayOf, lastDayOf, lastDayOfYear, monthOf } from '#shared/calendar/day.ts'
import type { CoverageSpell, Insured, PaidBill } from '../../person/rules/insured.ts'
import { monthsBroughtTo } from '../../person/rules/insured.ts'
import type { DayRange } from './day-range.ts'
import type { EntitlementRules } from './entitlement-rules.ts'

const wholeMonth = (month: Month): DayRange => ({ from: firstDayOf(month), to: lastDayOf(month) })

const monthsOfBill = ({ from, to }: PaidBill): Month[] => {
  const months: Month[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

const employeeBills = ({ paidBills }: Insured): readonly PaidBill[] =>
  paidBills.filter(({ scheme }) => scheme === 'employee')

/** Months paid in time, or late within the time that restores them; in order, each once. */
const restoringMonths = (insured: Insured, rules: EntitlementRules): Month[] => {
  const months = employeeBills(insured).flatMap((bill) =>
    monthsOfBill(bill).filter(
      (month) => monthOf(bill.paidOn) <= addMonths(month, rules.arrearsMonths(firstDayOf(month))),
    ),
  )
  return [...new Set(months)].sort()
}

/** Months of contributions in all by a day: brought in, and paid here. */
export const contributedMonths = (insured: Insured, by: Day): number => {
  const brought = Math.max(...insured.spells.map(monthsBroughtTo))
  const paid = new Set(
    employeeBills(insured)
      .flatMap(monthsOfBill)
      .filter((month) => month < monthOf(by)),
  )
  return brought + paid.size
}

/** Paid months that count for a first-time flexible worker: from the one that completes their unbroken wait. */
const afterFirstWait = (months: readonly Month[], wait: number): readonly Month[] => {
  let unbroken = 0
  const completing = months.findIndex((month, index) => {
    const before = months[index - 1]
    unbroken = before !== undefined && addMonths(before, 1) === month ? unbroken + 1 : 1
    return unbroken >= wait
  })
  return completing < 0 ? [] : months.slice(completing)
}

/** Whether the retired have the years of contributions with which they need pay no more. */
export const isRetiredForLife = (insured: Insured, spell: CoverageSpell, rules: EntitlementRules): boolean =>
  spell.employment === 'retired' &&
  contributedMonths(insured, spell.from) >= 12 * rules.retirementYears(spell.from, insured.sex)

const isUnproven = ({ moveReport, broughtMonths }: CoverageSpell): boolean =>
  moveReport === undefined && broughtMonths === undefined

/**
 * The days that an employee spell and the months paid give. Each paid month gives the next; for someone who continues
 * elsewhere also the first month. The retired with enough years have every day (皖政办〔2024〕3号 一(二)(三)).
 */
export const employeeDays = (insured: Insured, spell: CoverageSpell, rules: EntitlementRules): DayRange[] => {
  if (isRetiredForLife(insured, spell, rules))
    return [{ from: spell.from, to: spell.to ?? lastDayOfYear(insured.horizonYear) }]
  // That somebody is retired is proven by their years, or by a report that another person approved.
  if (spell.employment === 'retired' && isUnproven(spell)) return []
  const paid = restoringMonths(insured, rules)
  const isFirstTime = spell.employment === 'flexible' && contributedMonths(insured, spell.from) === 0
  const counting = isFirstTime ? afterFirstWait(paid, rules.flexibleWaitMonths(spell.from)) : paid
  const afterPayment = counting.map((month) => wholeMonth(addMonths(month, 1)))
  return monthsBroughtTo(spell) > 0 ? [wholeMonth(monthOf(spell.from)), ...afterPayment] : afterPayment
}
