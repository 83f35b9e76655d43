import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { isDay } from '#shared/calendar/day.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'

const earliest = z.strictObject({ day: z.string().refine(isDay, 'not a day') })

/** The days that a business fact may be dated: not before the policy's first, and not after today in China. */
export type BusinessDays = { readonly earliest: Day; readonly latest: Day }

export const businessDays = (policy: Policy, today: Day): BusinessDays => ({
  earliest: tableAt(policy, 'general.business_days.earliest', { on: today }, earliest).day,
  latest: today,
})

/** How a day lies outside the business days; undefined when it lies within. */
export const outsideOf = (
  { earliest: first, latest }: BusinessDays,
  day: Day,
): 'too-early' | 'in-future' | undefined => {
  if (day > latest) return 'in-future'
  return day < first ? 'too-early' : undefined
}
