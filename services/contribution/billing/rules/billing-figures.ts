import * as z from 'zod'
import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { addDays, firstDayOf, firstDayOfYear, lastDayOf } from '#shared/calendar/day.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { amountAt, numberAt, ratioAt, tableAt } from '#shared/policy/policy.ts'
import type { SubsidyRule } from '../../subsidy/rules/subsidy.ts'
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

const aidKeys: Readonly<Record<Exclude<AidCategory, 'none'>, string>> = {
  'special-hardship': 'special_hardship',
  'minimum-living': 'minimum_living',
  'minimum-living-margin': 'minimum_living_margin',
  'returned-to-poverty': 'returned_to_poverty',
  monitored: 'monitored',
  'impoverished-by-illness': 'impoverished_by_illness',
}

/** What a resident of a city pays for a year, and what medical aid pays of it. */
export const residentStandard = (policy: Policy, year: FundYear, city: string): ResidentStandard => {
  const moment = { on: firstDayOfYear(year), city }
  return {
    individual: amountAt(policy, 'contribution.resident.individual', moment),
    aidShare: (aid) =>
      aid === 'none' ? 0 : ratioAt(policy, `contribution.resident.aid_share.${aidKeys[aid]}`, moment),
  }
}

/** The day the collection of a year's residents' contributions opens, in the year before. */
export const collectionOpensOn = (policy: Policy, year: FundYear): Day => {
  const month = numberAt(policy, 'contribution.resident.collection_month', { on: firstDayOfYear(year) })
  return `${year - 1}-${String(month).padStart(2, '0')}-01`
}

/** Slices in yuan as the policy has them, the last without `of`; see SubsidyRule. */
const subsidyTable = z.strictObject({
  centre: z.array(z.strictObject({ of: z.int().min(0).optional(), share: z.number().min(0).max(1) })).min(1),
  rest: z.strictObject({
    province: z.number().min(0),
    city: z.number().min(0),
    county: z.number().min(0),
  }),
})

/** A year's subsidy for each resident of a city, and how it is divided. */
export const subsidyRule = (
  policy: Policy,
  year: FundYear,
  city: string,
): { readonly perCapita: Fen; readonly rule: SubsidyRule } => {
  const moment = { on: firstDayOfYear(year), city }
  const { centre, rest } = tableAt(policy, 'contribution.resident.subsidy_split', moment, subsidyTable)
  const slices = centre.map(({ of, share }) => (of === undefined ? { share } : { of: fen(of * 100), share }))
  return {
    perCapita: amountAt(policy, 'contribution.resident.subsidy', moment),
    rule: { centre: slices, rest },
  }
}

/** The late fee's rate a day. */
export const lateFeeRate = (policy: Policy, on: Day): string =>
  ratioAt(policy, 'contribution.late_fee.daily_rate', { on })
