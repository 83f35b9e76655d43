import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { oneHandSuspenseIsTold, proposalsAreDecided, suspenseIsPlaced } from '../payment/waits.ts'
import { failedReturnsAreGivenAgain, returnsArePaid } from '../return-order/waits.ts'

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] => [
  suspenseIsPlaced(policy),
  proposalsAreDecided(policy),
  oneHandSuspenseIsTold,
  failedReturnsAreGivenAgain(policy),
  returnsArePaid(policy),
]
