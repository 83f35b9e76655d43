import type { CityOfKind } from '#shared/kernel/seen-wait.ts'
import { at, inTheirCities } from '#shared/kernel/seen-wait.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { billCorrectionsAreDecided, differencesArePaid } from '../bill-correction/waits.ts'
import { duesAreAnswered, refusedDuesAreSentAgain } from '../exchange/waits.ts'
import { lumpSumsAreDecided, oneHandLumpSumsAreTold } from '../lump-sum/waits.ts'
import { oneHandSuspenseIsTold, proposalsAreDecided, suspenseIsPlaced } from '../payment/waits.ts'
import { dayListsAreWhole, differencesAreSettled } from '../reconciliation/waits.ts'
import { refundRequestsAreAnswered } from '../refund-request/waits.ts'
import { failedReturnsAreGivenAgain, returnsArePaid } from '../return-order/waits.ts'
import { strikesAreDecided } from '../strike-off/waits.ts'
import { writeOffsAreDecided } from '../write-off/waits.ts'

/** Whose work what waits in a record is, kind by kind. */
export const cityOfKind: CityOfKind = {
  suspense: at('suspense', 'city'),
  bill: at('bill', 'city'),
  'struck-employer': at('city'),
  'return-order': at('order', 'city'),
  'write-off': at('writeOff', 'city'),
  'bill-correction': at('correction', 'city'),
  'lump-sum': at('lumpSum', 'city'),
  exchange: at('exchange', 'city'),
  difference: at('difference', 'city'),
  'day-list': at('city'),
  'refund-request': at('request', 'city'),
}

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] =>
  inTheirCities(
    [
      oneHandSuspenseIsTold,
      differencesArePaid,
      oneHandLumpSumsAreTold,
      ...[
        strikesAreDecided,
        suspenseIsPlaced,
        proposalsAreDecided,
        failedReturnsAreGivenAgain,
        returnsArePaid,
        writeOffsAreDecided,
        billCorrectionsAreDecided,
        lumpSumsAreDecided,
        refusedDuesAreSentAgain,
        duesAreAnswered,
        differencesAreSettled,
        dayListsAreWhole,
        refundRequestsAreAnswered,
      ].map((wait) => wait(policy)),
    ],
    cityOfKind,
  )
