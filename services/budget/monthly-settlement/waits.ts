import { addDays, isMonth, lastDayOf } from '#shared/calendar/day.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { numberAt, type Policy } from '#shared/policy/policy.ts'
import { dueAfter } from '../payment/due-on.ts'
import type { UpheldClaim } from './rules/upheld-claim.ts'

/** A claim of which a contest was upheld is put right where claims are settled: somebody has to do it. */
export const upheldClaimsAreCorrected = (policy: Policy): Wait => ({
  id: 'budget.upheld-claims-are-corrected',
  rule: 'a claim of which a contest was upheld is corrected or reversed within the days of the policy',
  waits: (item) => {
    if (item.kind !== 'upheld-claim') return undefined
    const { upheldOn: since, corrected } = item as unknown as UpheldClaim
    if (corrected) return undefined
    const days = numberAt(policy, 'general.wait.upheld_claim_days', { on: since })
    return { since, until: addDays(since, days) }
  },
})

/** A month with claims is to be settled in the time in which institutions are to be paid for it. */
export const monthsAreSettled = (policy: Policy): Wait => ({
  id: 'budget.months-are-settled',
  rule: 'a month with claims is settled within the working days in which institutions are to be paid for it',
  waits: (item) => {
    const { kind, period, claims = 0, closedOn, city } = item
    if (kind !== 'fund-period' || !isMonth(String(period)) || Number(claims) === 0 || closedOn)
      return undefined
    const since = lastDayOf(String(period))
    return { since, until: dueAfter({ policy: () => policy }, { city: String(city), declaredOn: since }) }
  },
})
