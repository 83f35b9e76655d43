import type { Day } from '#shared/calendar/day.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'

/** How exact signed calls have to be, and how long a token that was changed still holds. */
export type GatewayLimits = {
  readonly clockWindowSeconds: number
  readonly changeoverHours: number
}

/** The limits in force on a day. */
export const gatewayLimits = (policy: Policy, on: Day): GatewayLimits => ({
  clockWindowSeconds: numberAt(policy, 'settlement.gateway_clock_window', { on }),
  changeoverHours: numberAt(policy, 'settlement.gateway_changeover', { on }),
})
