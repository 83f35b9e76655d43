import * as z from 'zod'
import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { CountedYearsRule } from '#shared/policy/counted-years.ts'
import { countedYearsIn } from '#shared/policy/counted-years.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt, tableAt } from '#shared/policy/policy.ts'
import type { Sex } from '../../person/rules/id-number.ts'
import type { ResidentWaitRule } from './resident-wait.ts'
import { residentWaitRule } from './resident-wait.ts'

const newbornFroms = ['birth', 'payment'] as const
type NewbornFrom = (typeof newbornFroms)[number]

const breakRule = z.strictObject({
  /** A stop of more months than this is a break. */
  longerThanMonths: z.int().min(0),
  /** Months paid on end after it before benefits begin. */
  employedWait: z.int().min(0).max(6),
  flexibleWait: z.int().min(0).max(6),
})
export type BreakRule = z.output<typeof breakRule>

/** The dated figures that decide on which days benefits may be claimed; a city may set each until the province's hold. */
export type EntitlementRules = {
  /** Months a flexible worker pays without a gap before their first benefits. */
  readonly flexibleWaitMonths: (on: Day, city: string) => number
  /** Months after the one billed within which a payment still restores the month it pays for. */
  readonly arrearsMonths: (on: Day, city: string) => number
  /** Years of contributions with which the retired need pay no more. */
  readonly retirementYears: (on: Day, sex: Sex, city: string) => number
  /** Of these, years that were really paid; years deemed paid do not count. */
  readonly paidYearsLeast: (on: Day, city: string) => number
  /** Days after birth within which a newborn's late payment needs no wait. */
  readonly newbornDays: (on: Day, city: string) => number
  /** From when such a payment gives benefits: from the birth, or from its own day. */
  readonly newbornFrom: (on: Day, city: string) => NewbornFrom
  /** Days after leaving another scheme within which a late payment needs no wait. */
  readonly leaverDays: (on: Day, city: string) => number
  /** Days after a discharge from service or a release within which a late payment needs no wait. */
  readonly returnDays: (on: Day, city: string) => number
  /** Years of contributions as an employee that such a leaver needs for it. */
  readonly leaverYears: (on: Day, city: string) => number
  /** Months between two schemes or two cities within which whoever changes from one to the other has no gap. */
  readonly switchMonths: (on: Day, city: string) => number
  /** Years insured on end that a flexible worker from the other scheme needs for it. */
  readonly switchYears: (on: Day, city: string) => number
  /** How employees begin anew who stopped longer than their city allows. */
  readonly breakRule: (on: Day, city: string) => BreakRule
  readonly residentWait: (year: FundYear, city: string) => ResidentWaitRule
  /** Which years of enrolment count for what long enrolment earns. */
  readonly countedYears: (year: FundYear) => CountedYearsRule
}

/** The rules as the province's policy has them. */
export const entitlementRules = (policy: Policy): EntitlementRules => ({
  flexibleWaitMonths: (on, city) => numberAt(policy, 'enrollment.employee.flexible_wait', { on, city }),
  arrearsMonths: (on, city) => numberAt(policy, 'enrollment.employee.arrears_restore', { on, city }),
  retirementYears: (on, sex, city) =>
    numberAt(policy, `enrollment.employee.retirement_years.${sex}`, { on, city }),
  paidYearsLeast: (on, city) => numberAt(policy, 'enrollment.employee.paid_years_least', { on, city }),
  newbornDays: (on, city) => numberAt(policy, 'enrollment.resident.newborn_days', { on, city }),
  newbornFrom: (on, city) =>
    tableAt(policy, 'enrollment.resident.newborn_from', { on, city }, z.enum(newbornFroms)),
  leaverDays: (on, city) => numberAt(policy, 'enrollment.resident.leaver_days', { on, city }),
  returnDays: (on, city) => numberAt(policy, 'enrollment.resident.return_days', { on, city }),
  leaverYears: (on, city) => numberAt(policy, 'enrollment.resident.leaver_years', { on, city }),
  switchMonths: (on, city) => numberAt(policy, 'enrollment.switch.months', { on, city }),
  switchYears: (on, city) => numberAt(policy, 'enrollment.switch.years', { on, city }),
  breakRule: (on, city) => tableAt(policy, 'enrollment.employee.break', { on, city }, breakRule),
  residentWait: (year, city) =>
    tableAt(policy, 'enrollment.resident.wait', { on: firstDayOfYear(year), city }, residentWaitRule),
  countedYears: (year) => countedYearsIn(policy, year),
})
