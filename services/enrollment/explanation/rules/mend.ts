import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, firstDayOf, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import {
  employeeBills,
  lastRestoringMonth,
  monthsOfBill,
  restoringMonths,
} from '../../entitlement/rules/employee-entitlement.ts'
import { entitledSpells } from '../../entitlement/rules/entitlement.ts'
import type { EntitlementRules } from '../../entitlement/rules/entitlement-rules.ts'
import type { Insured, PaidBill } from '../../person/rules/insured.ts'
import type { ExplainedSpell, Explaining } from './explaining.ts'
import type { Mend } from './reasons.ts'

/** Months that are tried at most: more than any wait has. */
const mostMonths = 12

const ifMonthPaid = (month: Month, paidOn: Day): PaidBill => ({
  ...{ billId: `if-paid-${month}`, scheme: 'employee', paidOn },
  ...{ from: month, to: month },
})

/** Somebody as they would be with more bills paid. */
export const ifPaid = (insured: Insured, bills: readonly PaidBill[]): Insured => ({
  ...insured,
  paidBills: [...insured.paidBills, ...bills],
})

/** The first day not before another on which somebody may claim; undefined where there is none. */
export const firstEntitledDay = (insured: Insured, from: Day, rules: EntitlementRules): Day | undefined => {
  const next = entitledSpells(insured, rules).find(({ to }) => to >= from)
  return next && (next.from > from ? next.from : from)
}

const isEntitledOn = (insured: Insured, day: Day, rules: EntitlementRules): boolean =>
  firstEntitledDay(insured, day, rules) === day

const isCovered = ({ spells }: Insured, month: Month): boolean =>
  spells.some(
    ({ scheme, from, to }) =>
      scheme === 'employee' && from <= lastDayOf(month) && (to === null || to >= firstDayOf(month)),
  )

const named = (months: readonly Month[]) => ({ monthsZh: months.join('、'), monthsEn: months.join(', ') })

/** The fewest months up to one, none of them paid yet, that give a day when they are paid today. */
const restoring = (
  { insured, day }: ExplainedSpell,
  last: Month,
  { rules, today }: Explaining,
): readonly Month[] | undefined => {
  const counting = restoringMonths(insured, rules)
  const paid = employeeBills(insured).flatMap(monthsOfBill)
  const months: Month[] = []
  for (let back = 0; back < mostMonths; back += 1) {
    const month = addMonths(last, -back)
    // A month is billed where it is covered, and paid once.
    if (!isCovered(insured, month) || (paid.includes(month) && !counting.includes(month))) return undefined
    if (counting.includes(month)) continue
    months.unshift(month)
    const then = ifPaid(
      insured,
      months.map((each) => ifMonthPaid(each, today)),
    )
    if (isEntitledOn(then, day, rules)) return months
  }
  return undefined
}

/** Months whose payment gives the day after all, and until when it does. */
const restore = (of: ExplainedSpell, how: Explaining): Mend | undefined => {
  const month = monthOf(of.day)
  const months = restoring(of, addMonths(month, -1), how) ?? restoring(of, month, how)
  if (!months) return undefined
  const [by = ''] = months.map((each) => lastDayOf(lastRestoringMonth(of.insured, each, how.rules))).sort()
  return { code: 'pay-months', figures: { ...named(months), by, day: of.day } }
}

/** What payments from this month on give, each in its month: the first day from today that they do. */
const payOn = ({ insured }: ExplainedSpell, { rules, today }: Explaining): Mend | undefined => {
  const anyway = firstEntitledDay(insured, today, rules)
  if (anyway === today) return undefined
  if (anyway !== undefined) return { code: 'begins-anyway', figures: { entitledFrom: anyway } }
  const paid = employeeBills(insured).flatMap(monthsOfBill)
  const bills: PaidBill[] = []
  for (let month = monthOf(today); bills.length < mostMonths; month = addMonths(month, 1)) {
    if (!isCovered(insured, month)) return undefined
    if (paid.includes(month)) continue
    bills.push(ifMonthPaid(month, firstDayOf(month) > today ? firstDayOf(month) : today))
    const entitledFrom = firstEntitledDay(ifPaid(insured, bills), today, rules)
    if (entitledFrom !== undefined)
      return { code: 'pay-on', figures: { ...named(bills.map(({ from }) => from)), entitledFrom } }
  }
  return undefined
}

/** What an employee may pay so that the day is given after all, or else so that days to come are; undefined: nothing. */
export const mendByMonths = (of: ExplainedSpell, how: Explaining): Mend | undefined =>
  restore(of, how) ?? payOn(of, how)

/** Whether a day to come is given for life once somebody retired buys what they lack today. */
export const mendByBuying = (
  { insured, spell }: ExplainedSpell,
  missing: number,
  { rules, today }: Explaining,
): Mend | undefined => {
  const month = monthOf(spell.from)
  const bought = { ...ifMonthPaid(month, today), billId: 'if-bought', bought: missing }
  if (today < spell.from || !isEntitledOn(ifPaid(insured, [bought]), today, rules)) return undefined
  return { code: 'buy-months', figures: { missing, today } }
}
