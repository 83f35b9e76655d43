import type { Day } from '#shared/calendar/day.ts'
import { firstDayOf, monthsOf } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { amountAt } from '#shared/policy/policy.ts'
import type { InsuredYear } from '../../insured-year/rules/insured-year.ts'
import { spellOn } from '../../insured-year/rules/insured-year.ts'

type RetiredMonth = { readonly on: Day; readonly city: string }

/** The months of a year on whose first day somebody is entitled as a retired employee. */
export const retiredMonths = (state: InsuredYear): readonly RetiredMonth[] =>
  monthsOf(state.year).flatMap((month) => {
    const on = firstDayOf(month)
    const spell = spellOn(state, on)
    return spell?.scheme === 'employee' && spell.employment === 'retired' ? [{ on, city: spell.city }] : []
  })

/**
 * What a city pays into a retired person's account for a year: the fixed sum of each of these months, as far as they are known.
 * The city of the first of them pays all.
 */
export const retireeCreditOf = (state: InsuredYear, city: string, policy: Policy): Fen => {
  const months = retiredMonths(state)
  if (months[0]?.city !== city) return 0
  return sum(months.map((moment) => amountAt(policy, 'settlement.retiree_account_credit', moment)))
}
