import { addDays } from '#shared/calendar/day.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { numberAt, type Policy } from '#shared/policy/policy.ts'
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
