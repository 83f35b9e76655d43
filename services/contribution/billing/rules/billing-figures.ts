import * as z from 'zod'
import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { addDays, addMonths, ageOn, firstDayOf, firstDayOfYear, lastDayOf } from '#shared/calendar/day.ts'
import { isCounty } from '#shared/kernel/divisions.ts'
import { aidPolicyKeys } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { timesBy } from '#shared/money/rate.ts'
import { amountInYuan } from '#shared/policy/figures.ts'
import type { Policy, PolicyMoment } from '#shared/policy/policy.ts'
import { amountAt, numberAt, ratioAt, tableAt } from '#shared/policy/policy.ts'
import type { ContributionRounding, EmployeeRates } from './contribution-base.ts'
import type { LargeSumInWork, LargeSumPremium } from './large-sum-bill.ts'
import type { MonthFigures } from './month-charges.ts'
import type { ResidentStandard } from './resident-bill.ts'

/** What contributions are rounded to, half up or always up; of an employee's month each part, or the total. */
const roundingTable = z.strictObject({
  to: z.enum(['fen', 'yuan']),
  how: z.enum(['half-up', 'up']).default('half-up'),
  of: z.enum(['parts', 'total']).default('parts'),
})

/** How a city rounds contributions: those of employees, of residents, and lump sums. */
export const contributionRounding = (policy: Policy, moment: PolicyMoment): ContributionRounding => {
  const { to, how, of } = tableAt(policy, 'contribution.rounding', moment, roundingTable)
  return { step: to === 'yuan' ? 100 : 1, up: how === 'up', of }
}

/** The rates of a month in a city. */
export const employeeRates = (policy: Policy, month: Month, city: string): EmployeeRates => {
  const moment = { on: firstDayOf(month), city }
  return {
    referenceWage: amountAt(policy, 'contribution.employee.reference_wage', moment),
    lowest: ratioAt(policy, 'contribution.employee.base_lowest', moment),
    highest: ratioAt(policy, 'contribution.employee.base_highest', moment),
    employerRate: ratioAt(policy, 'contribution.employee.employer_rate', moment),
    individualRate: ratioAt(policy, 'contribution.employee.individual_rate', moment),
    maternityRate: ratioAt(policy, 'contribution.employee.maternity_rate', moment),
    rounding: contributionRounding(policy, moment),
  }
}

const zeroWageTable = z.strictObject({ treated: z.enum(['lowest-base', 'left-out']) })

/** All that decides what a month costs in a city, and who owes it. */
export const monthFigures = (policy: Policy, month: Month, city: string): MonthFigures => {
  const moment = { on: firstDayOf(month), city }
  return {
    rates: employeeRates(policy, month, city),
    rule: {
      joinedBy: numberAt(policy, 'contribution.employee.joined_by', moment),
      leftFrom: numberAt(policy, 'contribution.employee.left_from', moment),
    },
    zeroWage: tableAt(policy, 'contribution.employee.zero_wage', moment, zeroWageTable).treated,
  }
}

/** The calendar month in which a year of contributions begins in a city. */
export const firstMonthOfBases = (policy: Policy, month: Month, city: string): number =>
  numberAt(policy, 'contribution.employee.base_year_month', { on: firstDayOf(month), city })

/** Until when a month's bill is to be paid in a city. */
export const monthDueOn = (policy: Policy, month: Month, city: string): Day =>
  addDays(
    lastDayOf(month),
    numberAt(policy, 'contribution.employee.payment_days', { on: firstDayOf(month), city }),
  )

/** From which due day the late fee of an employer's back pay runs: the month's own, or that of the bill. */
const backPayFeeTable = z.strictObject({ runsFrom: z.enum(['month', 'issue']) })

/** The day after which the late fee of an employer's back pay for a month runs; undefined: the bill's own due day. */
export const backPayFeeFrom = (policy: Policy, month: Month, city: string): Day | undefined => {
  const moment = { on: firstDayOf(month), city }
  const { runsFrom } = tableAt(policy, 'contribution.late_fee.back_pay', moment, backPayFeeTable)
  return runsFrom === 'month' ? monthDueOn(policy, month, city) : undefined
}

/** What large-sum cover costs the retired: yuan a month, or a share of the reference wage. */
const largeSumTable = z.union([
  z.strictObject({ month: amountInYuan }),
  z.strictObject({ shareOfReferenceWage: z.number().min(0).max(1) }),
])

const premiumBy = (policy: Policy, part: z.output<typeof largeSumTable>, moment: PolicyMoment): Fen => {
  if ('month' in part) return part.month
  const reference = amountAt(policy, 'contribution.employee.reference_wage', moment)
  return timesBy(reference, part.shareOfReferenceWage, contributionRounding(policy, moment))
}

/** What a month of large-sum cover costs a retired person of a city. */
export const largeSumPremium =
  (policy: Policy, city: string): LargeSumPremium =>
  (month) => {
    const moment = { on: firstDayOf(month), city }
    return premiumBy(policy, tableAt(policy, 'contribution.large_sum.retired', moment, largeSumTable), moment)
  }

const inWorkTable = z.strictObject({
  unit: largeSumTable,
  employee: largeSumTable,
  flexible: largeSumTable,
})

/** What a month of large-sum cover costs of somebody in work in a city. */
export const largeSumInWork = (policy: Policy, month: Month, city: string): LargeSumInWork => {
  const moment = { on: firstDayOf(month), city }
  const parts = tableAt(policy, 'contribution.large_sum.in_work', moment, inWorkTable)
  return {
    unit: premiumBy(policy, parts.unit, moment),
    employee: premiumBy(policy, parts.employee, moment),
    flexible: premiumBy(policy, parts.flexible, moment),
  }
}

const county = z.string().refine(isCounty, 'no county of the province')

/**
 * Groups that pay otherwise, by age on the first day of the year and by the county that the person belongs to; the first that
 * fits counts, and the last, without either, is all others.
 */
export const differentialTable = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        under: z.int().min(1).max(150).optional(),
        counties: z.array(county).min(1).optional(),
        individual: amountInYuan,
      }),
    )
    .refine(
      (groups) =>
        groups.every(
          ({ under, counties }, index) =>
            (under === undefined && counties === undefined) === (index === groups.length - 1),
        ),
      'only the last group is all others',
    ),
})

/** What residents of a city pay by groups of age and county; none where all pay the same. */
export const residentGroups = (policy: Policy, year: FundYear, city: string) =>
  tableAt(policy, 'contribution.resident.differential', { on: firstDayOfYear(year), city }, differentialTable)
    .groups

const individualByGroup = (
  policy: Policy,
  year: FundYear,
  city: string,
): Pick<ResidentStandard, 'individualOf' | 'byCounty'> => {
  const groups = residentGroups(policy, year, city)
  if (groups.length === 0) return {}
  return {
    ...(groups.some(({ counties }) => counties !== undefined) ? { byCounty: true as const } : {}),
    individualOf: ({ birthOn, county: of = '' }) => {
      const age = ageOn(birthOn, firstDayOfYear(year))
      const group = groups.find(
        ({ under = Number.POSITIVE_INFINITY, counties = [of] }) => age < under && counties.includes(of),
      )
      return group?.individual ?? 0
    },
  }
}

/** What a resident of a city pays for a year, and what medical aid pays of it. */
export const residentStandard = (policy: Policy, year: FundYear, city: string): ResidentStandard => {
  const moment = { on: firstDayOfYear(year), city }
  return {
    individual: amountAt(policy, 'contribution.resident.individual', moment),
    ...individualByGroup(policy, year, city),
    rounding: contributionRounding(policy, moment),
    dueDays: {
      late: numberAt(policy, 'contribution.resident.late_due_days', moment),
      newborn: numberAt(policy, 'enrollment.resident.newborn_days', moment),
    },
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
  | { readonly kind: 'resident-year' | 'large-sum'; readonly year: FundYear }
)

/** The first day on which a period may be billed, and the usual day of issue of its bills. */
export const billingDays = (
  policy: Policy,
  period: BillingPeriod,
): { readonly opensOn: Day; readonly usualOn: Day } => {
  if (period.kind !== 'employer-month') {
    const { kind, year, city } = period
    const opensOn = kind === 'large-sum' ? firstDayOfYear(year) : collectionOpensOn(policy, year, city)
    return { opensOn, usualOn: opensOn }
  }
  const usualOn = firstDayOf(period.month)
  const ahead = numberAt(policy, 'contribution.employee.months_ahead', { on: usualOn })
  return { opensOn: firstDayOf(addMonths(period.month, -ahead)), usualOn }
}

/**
 * Reads what a period is billed by: a run of many parts would find out in each.
 * @throws TongchouError `policy.missing`
 */
export const mustHaveFigures = (policy: Policy, period: BillingPeriod): void => {
  if (period.kind === 'employer-month') {
    monthFigures(policy, period.month, period.city)
    firstMonthOfBases(policy, period.month, period.city)
    monthDueOn(policy, period.month, period.city)
    backPayFeeFrom(policy, period.month, period.city)
  } else if (period.kind === 'resident-year') residentStandard(policy, period.year, period.city)
  else largeSumPremium(policy, period.city)(`${period.year}-01`)
}
