import { addDays } from '#shared/calendar/day.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { DeathReport } from './rules/death-report.ts'

/** Until it is decided on, the dead may claim, or somebody who lives may not. */
export const deathsAreDecided = (policy: Policy): Wait => ({
  id: 'enrollment.deaths-are-decided',
  rule: 'a report of a death, or of its being wrong, is approved or refused within the days of the policy',
  waits: (item) => {
    if (item.kind !== 'death-report' || item.status !== 'reported') return undefined
    const { on: since } = (item as unknown as DeathReport).reported
    const days = numberAt(policy, 'enrollment.death.decision_days', { on: since })
    return { since, until: addDays(since, days) }
  },
})
