import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { personReports } from './store.ts'

/** Until it is decided on, the dead and those who left may claim, or somebody who lives may not. */
export const reportsAreDecided = (policy: Policy): Wait => ({
  id: 'enrollment.reports-are-decided',
  rule: 'a report of a death, a leaving or a right name is approved or refused within the days of the policy',
  work: {
    zh: '死亡、退保登记及更正待复核',
    en: 'reports of deaths, leavings and right names that wait for a second hand',
  },
  waits: (item) => {
    if (!personReports.is(item)) return undefined
    const { status, reported } = personReports.from(item)
    return status === 'reported'
      ? waitingFor(policy, 'enrollment.report.decision_days', reported.on)
      : undefined
  },
})
