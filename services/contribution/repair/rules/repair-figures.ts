import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'

/** The first year of which missing it lengthens a wait, so that it is paid for after all. */
export const firstYearOfRepairs = (policy: Policy, on: Day, city: string): FundYear =>
  numberAt(policy, 'contribution.resident.repair_from', { on, city })
