import { isMonth, lastDayOf } from '#shared/calendar/day.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { dueAfter } from '../payment/due-on.ts'
import { contests } from './contests.ts'
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

/** What an institution contests waits for whoever decides on it. */
export const contestsAreDecided = (policy: Policy): Wait => ({
  id: 'budget.contests-are-decided',
  rule: 'a month that an institution contests is decided on within the days of the policy',
  work: { zh: '月结算单异议待裁定', en: 'contested months that wait for a decision' },
  waits: (item) => {
    if (!contests.is(item)) return undefined
    const { state, contestedOn } = contests.from(item)
    return state === 'contested' ? waitingFor(policy, 'general.wait.contest_days', contestedOn) : undefined
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
