import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { deathReports } from './store.ts'

/** Until it is decided on, the dead may claim, or somebody who lives may not. */
export const deathsAreDecided = (policy: Policy): Wait => ({
  id: 'enrollment.deaths-are-decided',
  rule: 'a report of a death, or of its being wrong, is approved or refused within the days of the policy',
  work: {
    zh: '死亡登记待复核',
    en: 'reports of a death, or of its being wrong, that wait for a second hand',
  },
  waits: (item) => {
    if (!deathReports.is(item)) return undefined
    const { status, reported } = deathReports.from(item)
    return status === 'reported'
      ? waitingFor(policy, 'enrollment.death.decision_days', reported.on)
      : undefined
  },
})
