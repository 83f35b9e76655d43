import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, firstDayOf, lastDayOf, lastDayOfYear, monthOf } from '#shared/calendar/day.ts'
import type { CoverageSpell, Insured, PaidBill } from '../../person/rules/insured.ts'
import { deemedBroughtTo, monthsBroughtTo } from '../../person/rules/insured.ts'
import { waitsAfterBreaks } from './break.ts'
import type { DayRange } from './day-range.ts'
import type { EntitlementRules } from './entitlement-rules.ts'

const wholeMonth = (month: Month): DayRange => ({ from: firstDayOf(month), to: lastDayOf(month) })

/** The calendar months that a bill pays for; bought ones lie on no calendar. */
export const monthsOfBill = ({ from, to, bought }: PaidBill): Month[] => {
  const months: Month[] = []
  if (bought !== undefined) return months
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

export const employeeBills = ({ paidBills }: Insured): readonly PaidBill[] =>
  paidBills.filter(({ scheme }) => scheme === 'employee')

/** The city whose rules a month follows: where somebody is, or last was, covered by its end. */
const cityOfMonth = ({ spells }: Pick<Insured, 'spells'>, month: Month): string =>
  (spells.findLast(({ from }) => from <= lastDayOf(month)) ?? spells[0]).city

/** What an unpaid month is judged by: its first day, and the city that covered it. */
export const arrearsMoment = (insured: Pick<Insured, 'spells'>, month: Month) => ({
  on: firstDayOf(month),
  city: cityOfMonth(insured, month),
})

/** The last month in which paying a month still restores it. */
export const lastRestoringMonth = (
  insured: Pick<Insured, 'spells'>,
  month: Month,
  { arrearsMonths }: Pick<EntitlementRules, 'arrearsMonths'>,
): Month => {
  const { on, city } = arrearsMoment(insured, month)
  return addMonths(month, arrearsMonths(on, city))
}

/** Months paid in time, or late within the time that restores them; in order, each once. */
export const restoringMonths = (insured: Insured, rules: EntitlementRules): Month[] => {
  const months = employeeBills(insured).flatMap((bill) =>
    monthsOfBill(bill).filter((month) => monthOf(bill.paidOn) <= lastRestoringMonth(insured, month, rules)),
  )
  return [...new Set(months)].sort()
}

/** Months of contributions in all by a day: brought in, and paid here in their months. */
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

/** Paid months that give the next, in a spell: after a first wait, and after a wait where somebody began anew. */
export const countingMonths = (
  insured: Insured,
  spell: CoverageSpell,
  { isSwitched, rules }: { readonly isSwitched: boolean; readonly rules: EntitlementRules },
): readonly Month[] => {
  const paid = restoringMonths(insured, rules)
  const waits = waitsAfterBreaks(insured, paid, rules)
  const isFirstTime =
    spell.employment === 'flexible' && !isSwitched && contributedMonths(insured, spell.from) === 0
  const waited = isFirstTime ? afterFirstWait(paid, rules.flexibleWaitMonths(spell.from, spell.city)) : paid
  return waited.filter((month) => !waits.has(month))
}

/** Months that somebody who retired gained, and the day from which they count. */
type Gained = { readonly on: Day; readonly months: number }

const later = (one: Day, other: Day): Day => (one > other ? one : other)

/** Months bought at retirement: each lump sum counts from its payment. */
const boughtSince = (insured: Insured, { from }: CoverageSpell): Gained[] =>
  employeeBills(insured).flatMap(({ paidOn, bought: months = 0 }) =>
    months > 0 ? [{ on: later(paidOn, from), months }] : [],
  )

/** Months that somebody retired went on paying for: each counts once it is paid and has come. */
const paidSince = (insured: Insured, { from, to }: CoverageSpell): Gained[] => {
  const paidOn = new Map<Month, Day>()
  for (const bill of employeeBills(insured))
    for (const month of monthsOfBill(bill)) {
      const known = paidOn.get(month)
      if (known === undefined || bill.paidOn < known) paidOn.set(month, bill.paidOn)
    }
  return [...paidOn].flatMap(([month, on]) =>
    month >= monthOf(from) && (to === null || month <= monthOf(to))
      ? [{ on: [on, firstDayOf(month)].reduce(later, from), months: 1 }]
      : [],
  )
}

const gainedSince = (insured: Insured, spell: CoverageSpell): Gained[] =>
  [...boughtSince(insured, spell), ...paidSince(insured, spell)].sort((a, b) => (a.on < b.on ? -1 : 1))

/**
 * What the law asks of somebody who retired, in months: the years of their sex, and more where so many of theirs are deemed
 * that fewer are left than must be really paid.
 */
export const neededMonths = (
  insured: Pick<Insured, 'sex' | 'spells'>,
  { from, city }: CoverageSpell,
  { retirementYears, paidYearsLeast }: EntitlementRules,
): number =>
  Math.max(
    12 * retirementYears(from, insured.sex, city),
    12 * paidYearsLeast(from, city) + deemedBroughtTo(insured),
  )

/** The months of contributions of somebody who retired: those from before, and those they went on paying since. */
export const monthsOfRetired = (insured: Insured, spell: CoverageSpell): number =>
  contributedMonths(insured, spell.from) + paidSince(insured, spell).length

/** How many months are still missing of somebody who retired, whether bought or paid on; none where they are enough. */
export const missingMonths = (insured: Insured, spell: CoverageSpell, rules: EntitlementRules): number => {
  const gained = gainedSince(insured, spell).reduce((all, { months }) => all + months, 0)
  return Math.max(0, neededMonths(insured, spell, rules) - contributedMonths(insured, spell.from) - gained)
}

/**
 * The day from which a retired person need pay no more: their first day where the years are enough, else the day on which
 * the missing months were bought in one sum, or the one that completes them was paid. Undefined where they are not enough.
 */
export const retiredForLifeFrom = (
  insured: Insured,
  spell: CoverageSpell,
  rules: EntitlementRules,
): Day | undefined => {
  if (spell.employment !== 'retired') return undefined
  let missing = neededMonths(insured, spell, rules) - contributedMonths(insured, spell.from)
  if (missing <= 0) return spell.from
  for (const { on, months } of gainedSince(insured, spell)) {
    missing -= months
    if (missing <= 0) return on
  }
  return undefined
}

export const isUnproven = ({ moveReport, broughtMonths }: CoverageSpell): boolean =>
  moveReport === undefined && broughtMonths === undefined

/** Whoever comes from the other scheme or another city without a break has the first month that they pay, not only the next. */
const firstMonthPaid = (months: readonly Month[], from: Day): DayRange[] => {
  const first = months.find((month) => month >= monthOf(from))
  return first === undefined ? [] : [wholeMonth(first)]
}

/**
 * The days that an employee spell and the months paid give. Each paid month gives the next; for someone who continues
 * elsewhere also the first month. The retired with enough years, or who bought or paid on what was missing, have every day (皖政办〔2024〕3号 一(二)(三)).
 */
export const employeeDays = (
  insured: Insured,
  spell: CoverageSpell,
  { isSwitched, rules }: { readonly isSwitched: boolean; readonly rules: EntitlementRules },
): DayRange[] => {
  const from = retiredForLifeFrom(insured, spell, rules)
  const forLife = from === undefined ? [] : [{ from, to: spell.to ?? lastDayOfYear(insured.horizonYear) }]
  if (from === spell.from) return forLife
  // That somebody is retired is proven by their years, or by a report that another person approved.
  if (spell.employment === 'retired' && isUnproven(spell)) return forLife
  const paid = restoringMonths(insured, rules)
  const afterPayment = countingMonths(insured, spell, { isSwitched, rules }).map((month) =>
    wholeMonth(addMonths(month, 1)),
  )
  const months =
    monthsBroughtTo(spell) > 0 ? [wholeMonth(monthOf(spell.from)), ...afterPayment] : afterPayment
  return [...months, ...(isSwitched ? firstMonthPaid(paid, spell.from) : []), ...forLife]
}
