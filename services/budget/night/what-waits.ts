import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { agreementsAreSigned } from '../agreement/waits.ts'
import { citiesRemitInTime, citySettlementsAreDecided } from '../city-settlement/waits.ts'
import { lateCostsAreLookedAt } from '../cleared-cost/waits.ts'
import { publicIsKeptUp } from '../disclosure/waits.ts'
import { lateCostDecisionsAreMade } from '../late-cost/waits.ts'
import {
  contestsAreDecided,
  monthsAreSettled,
  upheldClaimsAreCorrected,
} from '../monthly-settlement/waits.ts'
import { roundsAreBroughtToAnEnd } from '../negotiation/waits.ts'
import { failedOrdersAreGivenAgain, institutionsArePaidInTime } from '../payment/waits.ts'
import { groupTablesAreDecided } from '../payment-method/waits.ts'
import { evaluationsArePublished, targetsAreApproved } from '../performance/waits.ts'
import { overrunsAreDecided } from '../planning/waits.ts'
import { oneHandQuotasAreTold, quotaDecisionsAreMade } from '../quota-decision/waits.ts'
import { warningPlansAreCarriedOut, warningsAreAnswered, warningsAreClosed } from '../warning/waits.ts'

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] => [
  failedOrdersAreGivenAgain(policy),
  institutionsArePaidInTime,
  citySettlementsAreDecided(policy),
  citiesRemitInTime,
  upheldClaimsAreCorrected(policy),
  monthsAreSettled(policy),
  roundsAreBroughtToAnEnd(policy),
  quotaDecisionsAreMade(policy),
  oneHandQuotasAreTold,
  agreementsAreSigned(policy),
  overrunsAreDecided(policy),
  groupTablesAreDecided(policy),
  lateCostsAreLookedAt,
  lateCostDecisionsAreMade(policy),
  contestsAreDecided(policy),
  warningsAreAnswered,
  warningPlansAreCarriedOut,
  warningsAreClosed,
  targetsAreApproved(policy),
  evaluationsArePublished(policy),
  publicIsKeptUp(policy),
]
