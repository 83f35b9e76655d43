import { isMonth, lastDayOf } from '#shared/calendar/day.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { dueAfter } from '../payment/due-on.ts'
import { upheldClaims } from './upheld-claims.ts'

/** A claim of which a contest was upheld is put right where claims are settled: somebody has to do it. */
export const upheldClaimsAreCorrected = (policy: Policy): Wait => ({
  id: 'budget.upheld-claims-are-corrected',
  rule: 'a claim of which a contest was upheld is corrected or reversed within the days of the policy',
  work: {
    zh: '支持异议的支付记录待更正',
    en: 'claims of which a contest was upheld, to be corrected or reversed',
  },
  waits: (item) => {
    if (!upheldClaims.is(item)) return undefined
    const { upheldOn, corrected } = upheldClaims.from(item)
    return corrected ? undefined : waitingFor(policy, 'general.wait.upheld_claim_days', upheldOn)
  },
})

/** A month with claims is to be settled in the time in which institutions are to be paid for it. */
export const monthsAreSettled = (policy: Policy): Wait => ({
  id: 'budget.months-are-settled',
  rule: 'a month with claims is settled within the working days in which institutions are to be paid for it',
  waits: (item) => {
    const { kind, period, claims = 0, visits = 0, closedOn, city } = item
    if (
      kind !== 'fund-period' ||
      !isMonth(String(period)) ||
      (!Number(claims) && !Number(visits)) ||
      closedOn
    )
      return undefined
    const since = lastDayOf(String(period))
    return { since, until: dueAfter({ policy: () => policy }, { city: String(city), declaredOn: since }) }
  },
})
