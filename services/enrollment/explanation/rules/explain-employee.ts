import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import { waitsAfterBreaks } from '../../entitlement/rules/break.ts'
import {
  arrearsMoment,
  countingMonths,
  employeeBills,
  isUnproven,
  lastRestoringMonth,
  missingMonths,
  monthsOfBill,
  neededMonths,
  restoringMonths,
  retiredForLifeFrom,
} from '../../entitlement/rules/employee-entitlement.ts'
import { entitledBefore, isSwitch } from '../../entitlement/rules/entitlement.ts'
import { monthsBroughtTo } from '../../person/rules/insured.ts'
import type { ExplainedSpell, Explaining } from './explaining.ts'
import { byContributing, byFigure, mendedBy } from './explaining.ts'
import { mendByBuying, mendByMonths } from './mend.ts'
import type { Reason } from './reasons.ts'

const keys = {
  arrears: 'enrollment.employee.arrears_restore',
  break: 'enrollment.employee.break',
  wait: 'enrollment.employee.flexible_wait',
  switch: 'enrollment.switch.months',
} as const

/** Why somebody who is retired has every day or not; nothing where they are not retired. */
const whyRetired = (explained: ExplainedSpell, how: Explaining): Reason[] => {
  const { insured, spell, day } = explained
  const { rules, source } = how
  if (spell.employment !== 'retired') return []
  const { from: on, city } = spell
  const of = source(`enrollment.employee.retirement_years.${insured.sex}`, { on, city })
  const needed = neededMonths(insured, spell, rules)
  const from = retiredForLifeFrom(insured, spell, rules)
  if (from !== undefined && from <= day) return [byFigure(of, 'retired-for-life', { needed, from })]
  if (isUnproven(spell)) return [byFigure(of, 'retired-unproven', {})]
  const missing = missingMonths(insured, spell, rules)
  const months = needed - missing
  const lacks = byFigure(of, 'retired-lacks-months', { months, needed, missing })
  return [mendedBy(lacks, mendByBuying(explained, missing, how))]
}

/** When somebody paid for a month, the first that did. */
const paidOnOf = ({ insured }: ExplainedSpell, month: Month): Day | undefined =>
  employeeBills(insured)
    .filter((bill) => monthsOfBill(bill).includes(month))
    .map(({ paidOn }) => paidOn)
    .sort()[0]

/** Months paid on end up to one. */
const onEnd = (months: readonly Month[], month: Month): number => {
  let first = month
  while (months.includes(first)) first = addMonths(first, -1)
  let count = 0
  for (let each = addMonths(first, 1); each <= month; each = addMonths(each, 1)) count += 1
  return count
}

/** Why the month before a day gives the day nothing. */
const whyMonthGivesNothing = (of: ExplainedSpell, paid: readonly Month[], how: Explaining): Reason => {
  const { insured, spell, day } = of
  const { rules, today, source } = how
  const month = addMonths(monthOf(day), -1)
  const begun = waitsAfterBreaks(insured, paid, rules).get(month)
  if (begun) {
    const { wait, allowed, ...moment } = begun
    return byFigure(source(keys.break, moment), 'wait-after-break', {
      wait,
      allowed,
      paid: onEnd(paid, month),
    })
  }
  if (paid.includes(month)) {
    const wait = rules.flexibleWaitMonths(spell.from, spell.city)
    const figures = { wait, paid: onEnd(paid, month) }
    return byFigure(source(keys.wait, { on: spell.from, city: spell.city }), 'first-wait', figures)
  }
  const paidOn = paidOnOf(of, month)
  if (paidOn === undefined && month < monthOf(spell.from)) return byContributing('first-month', {})
  const by = lastDayOf(lastRestoringMonth(insured, month, rules))
  const arrears = source(keys.arrears, arrearsMoment(insured, month))
  if (paidOn !== undefined) return byFigure(arrears, 'month-paid-too-late', { month, paidOn, by })
  return byFigure(arrears, today <= by ? 'month-unpaid' : 'month-lost', { month, by })
}

/** Why an employee is entitled on a day, or not. */
export const explainEmployee = (of: ExplainedSpell, how: Explaining): Reason[] => {
  const { insured, spell, day } = of
  const { rules, source } = how
  const retired = whyRetired(of, how)
  if (retired.some(({ code }) => code === 'retired-for-life' || code === 'retired-unproven')) return retired
  const isSwitched = isSwitch(spell, entitledBefore(insured, spell, rules), rules)
  const paid = restoringMonths(insured, rules)
  const counting = countingMonths(insured, spell, { isSwitched, rules })
  const month = addMonths(monthOf(day), -1)
  if (counting.includes(month)) {
    const paidOn = paidOnOf(of, month) ?? ''
    return [...retired, byContributing('month-paid', { month, paidOn })]
  }
  if (isSwitched && paid.find((each) => each >= monthOf(spell.from)) === monthOf(day)) {
    const switching = source(keys.switch, { on: spell.from, city: spell.city })
    return [...retired, byFigure(switching, 'month-on-switching', { month: monthOf(day) })]
  }
  if (monthsBroughtTo(spell) > 0 && monthOf(spell.from) === monthOf(day))
    return [...retired, byContributing('month-on-continuing', { months: monthsBroughtTo(spell) })]
  return [...retired, mendedBy(whyMonthGivesNothing(of, paid, how), mendByMonths(of, how))]
}
