import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { lastDayOf, monthOf } from '#shared/calendar/day.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'

const sweepDays = z.strictObject({
  /** Days of a month. */
  days: z.array(z.int().min(1).max(28)),
  /** Whether a month ends with an empty account. */
  lastDay: z.boolean(),
})

/** Whether the income accounts of a city are swept by themselves on a day. */
export const isSweepDay = (policy: Policy, city: string, on: Day): boolean => {
  const { days, lastDay } = tableAt(policy, 'contribution.income.sweep_days', { on, city }, sweepDays)
  return days.includes(Number(on.slice(8))) || (lastDay && on === lastDayOf(monthOf(on)))
}
