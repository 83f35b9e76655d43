import { type FundYear, firstDayOfYear } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt, ratioAt } from '#shared/policy/policy.ts'
import type { LevyRule } from './levy.ts'

/**
 * The levy rule of a year, scheme and city.
 * @throws TongchouError `policy.missing` for a scheme not levied yet (employees before 2026), `levy.rate-above-cap` for
 * policy data that levies more than the law lets it
 */
export const levyRuleAt = (policy: Policy, scheme: Scheme, year: FundYear, city: string): LevyRule => {
  const moment = { on: firstDayOfYear(year), city }
  const rate = ratioAt(policy, `adjustment_fund.levy.rate.${scheme}`, moment)
  const cap = ratioAt(policy, 'adjustment_fund.levy.rate_cap', moment)
  must(Number(rate) <= Number(cap), 'levy.rate-above-cap', `the rate ${rate} is above the cap ${cap}`)
  return {
    rate,
    pauseLine: ratioAt(policy, 'adjustment_fund.levy.pause_line', moment),
    remittanceDays: numberAt(policy, 'adjustment_fund.levy.remittance_days', moment),
  }
}

/** In how many parts a year's levy may be taken. */
export const mostInstalmentsAt = (policy: Policy, year: FundYear): number =>
  numberAt(policy, 'adjustment_fund.levy.most_instalments', { on: firstDayOfYear(year) })
