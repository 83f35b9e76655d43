import * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear } from '#shared/calendar/day.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { AgeGroups } from './effect.ts'

const ages = z
  .array(z.int().min(0).max(150))
  .min(1)
  .refine(
    (all) => all[0] === 0 && all.every((age, index) => index === 0 || age > (all[index - 1] ?? 0)),
    'ages rise from 0',
  )

/** By which ages a what-if of a year tells persons apart. */
export const ageGroupsOf = (policy: Policy, year: FundYear): AgeGroups =>
  tableAt(policy, 'settlement.what_if_age_groups', { on: lastDayOfYear(year) }, ages)
