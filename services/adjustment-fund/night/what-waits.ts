import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { applicationsAreDecided, clawbacksAreRemitted } from '../gap/waits.ts'
import { leviesAreRemitted } from '../levy/waits.ts'
import { runsAreDecided } from '../run-approval/waits.ts'

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] => [
  runsAreDecided(policy),
  leviesAreRemitted,
  clawbacksAreRemitted,
  applicationsAreDecided(policy),
]
