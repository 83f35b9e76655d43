import { addDays } from '#shared/calendar/day.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import { correctionLimits } from './rules/limits.ts'

/** A correction that moves more than it may by itself waits for an officer's order. */
export const heldCorrectionsAreOrdered = (policy: Policy): Wait => ({
  id: 'settlement.held-corrections-are-ordered',
  rule: 'a correction that is held for approval is ordered within the days of the policy',
  waits: (item) => {
    const since = yearIn(item)?.trail.held?.since
    if (since === undefined) return undefined
    return { since, until: addDays(since, correctionLimits(policy, since).toldAfterDays) }
  },
})
