import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'

/** The last day on which the covering city alone decides on a request of a day. */
export const deadlineOf = (requestedOn: Day, policy: Policy): Day =>
  addDays(requestedOn, numberAt(policy, 'enrollment.transfer.deadline_days', { on: requestedOn }))
