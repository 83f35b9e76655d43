import * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'

/** Which years count for what long enrolment and years without claims earn: a table of the policy. */
export const countedYearsRule = z.strictObject({
  /** Years before this one are not counted. */
  countsFrom: z.int(),
  /** A year in one of these schemes counts; one in the other does not, and breaks nothing. */
  schemes: z.array(z.enum(schemes)).min(1),
  /** Whether a year counts that was missed and paid for when it was over. */
  repaired: z.boolean(),
  /** Whether a year counts that was paid for in the year itself, too late to have a day of benefits. */
  withoutDays: z.boolean(),
})
export type CountedYearsRule = z.output<typeof countedYearsRule>

/** Its parameter. */
export const countedYearsKey = 'general.counted_years'

/** The rule by which a year's benefits count the years up to it. */
export const countedYearsIn = (policy: Policy, year: FundYear): CountedYearsRule =>
  tableAt(policy, countedYearsKey, { on: firstDayOfYear(year) }, countedYearsRule)
