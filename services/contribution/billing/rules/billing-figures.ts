import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { addDays, addMonths, ageOn, firstDayOf, firstDayOfYear, lastDayOf } from '#shared/calendar/day.ts'
import { aidPolicyKeys } from '#shared/kernel/scheme.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { amountAt, numberAt, ratioAt } from '#shared/policy/policy.ts'
import type { EmployeeRates } from './contribution-base.ts'
import type { ResidentStandard } from './resident-bill.ts'

/** The rates of a month in a city. */
export const employeeRates = (policy: Policy, month: Month, city: string): EmployeeRates => {
  const moment = { on: firstDayOf(month), city }
  return {
    referenceWage: amountAt(policy, 'contribution.employee.reference_wage', moment),
    lowest: ratioAt(policy, 'contribution.employee.base_lowest', moment),
    highest: ratioAt(policy, 'contribution.employee.base_highest', moment),
    employerRate: ratioAt(policy, 'contribution.employee.employer_rate', moment),
    individualRate: ratioAt(policy, 'contribution.employee.individual_rate', moment),
  }
}

/** Until when a month's bill is to be paid. */
export const monthDueOn = (policy: Policy, month: Month): Day =>
  addDays(lastDayOf(month), numberAt(policy, 'contribution.employee.payment_days', { on: firstDayOf(month) }))

/** What a resident of a city pays for a year, and what medical aid pays of it. */
export const residentStandard = (policy: Policy, year: FundYear, city: string): ResidentStandard => {
  const moment = { on: firstDayOfYear(year), city }
  return {
    individual: amountAt(policy, 'contribution.resident.individual', moment),
    aidShare: (aid, birthOn) => {
      if (aid === 'none') return 0
      const isOld =
        aid === 'minimum-living-margin' &&
        ageOn(birthOn, moment.on) >= numberAt(policy, 'contribution.resident.old_age', moment)
      const key = isOld ? 'old_in_minimum_living_margin' : aidPolicyKeys[aid]
      return ratioAt(policy, `contribution.resident.aid_share.${key}`, moment)
    },
  }
}

/** The day the collection of a year's residents' contributions opens in a city, in the year before. */
export const collectionOpensOn = (policy: Policy, year: FundYear, city: string): Day => {
  const moment = { on: firstDayOfYear(year), city }
  const month = numberAt(policy, 'contribution.resident.collection_month', moment)
  return `${year - 1}-${String(month).padStart(2, '0')}-01`
}

/** What bills of a city are issued for: a month of employers, or a year of residents. */
export type BillingPeriod = { readonly city: string } & (
  | { readonly kind: 'employer-month'; readonly month: Month }
  | { readonly kind: 'resident-year'; readonly year: FundYear }
)

/** The first day on which a period may be billed, and the usual day of issue of its bills. */
export const billingDays = (
  policy: Policy,
  period: BillingPeriod,
): { readonly opensOn: Day; readonly usualOn: Day } => {
  if (period.kind === 'resident-year') {
    const opensOn = collectionOpensOn(policy, period.year, period.city)
    return { opensOn, usualOn: opensOn }
  }
  const usualOn = firstDayOf(period.month)
  const ahead = numberAt(policy, 'contribution.employee.months_ahead', { on: usualOn })
  return { opensOn: firstDayOf(addMonths(period.month, -ahead)), usualOn }
}
