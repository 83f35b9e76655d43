import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { duesAreAnswered, refusedDuesAreSentAgain } from '../exchange/waits.ts'
import { oneHandSuspenseIsTold, proposalsAreDecided, suspenseIsPlaced } from '../payment/waits.ts'
import { dayListsAreWhole, differencesAreSettled } from '../reconciliation/waits.ts'
import { refundRequestsAreAnswered } from '../refund-request/waits.ts'
import { failedReturnsAreGivenAgain, returnsArePaid } from '../return-order/waits.ts'
import { writeOffsAreDecided } from '../write-off/waits.ts'

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] => [
  oneHandSuspenseIsTold,
  ...[
    suspenseIsPlaced,
    proposalsAreDecided,
    failedReturnsAreGivenAgain,
    returnsArePaid,
    writeOffsAreDecided,
    refusedDuesAreSentAgain,
    duesAreAnswered,
    differencesAreSettled,
    dayListsAreWhole,
    refundRequestsAreAnswered,
  ].map((wait) => wait(policy)),
]
