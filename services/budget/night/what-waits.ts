import type { Phrase } from '#shared/kernel/language.ts'
import type { CityOfKind } from '#shared/kernel/seen-wait.ts'
import { at, inTheirCities, ofProvince } from '#shared/kernel/seen-wait.ts'
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
import { groupTablesAreDecided, headsAreApproved } from '../payment-method/waits.ts'
import { evaluationsArePublished, targetsAreApproved } from '../performance/waits.ts'
import {
  adjustmentsAreApproved,
  budgetsAreApproved,
  finalAccountsAreApproved,
  overrunsAreDecided,
} from '../planning/waits.ts'
import { oneHandQuotasAreTold, quotaDecisionsAreMade } from '../quota-decision/waits.ts'
import { targetsAreSet } from '../target/waits.ts'
import { warningPlansAreCarriedOut, warningsAreAnswered, warningsAreClosed } from '../warning/waits.ts'

/** What is to be done that one record does not show by itself, in the words of a list of work. */
export const ofSeveral = {
  'budget.overruns-are-adjusted': {
    zh: '预算科目已用完或超出，待批准预算调整',
    en: 'budget lines that reached or passed their budget, for an adjustment',
  },
  'budget.city-months-are-proposed': {
    zh: '已结账月份的异地就医市际费用，待省级提出清算',
    en: 'closed months with care elsewhere, for the province to propose a settlement between cities',
  },
  'budget.months-are-stated-again': {
    zh: '对账单出具后又有到账或上月已重新出具，待重新出具',
    en: 'months of contributions of which more was told since they were stated, to state again',
  },
} satisfies Readonly<Record<string, Phrase>>

/** Whose work what waits in a record is, kind by kind. */
export const cityOfKind: CityOfKind = {
  budget: at('fund', 'city'),
  'area-target': at('fund', 'city'),
  'package-heads': at('city'),
  'payment-order': at('fund', 'city'),
  'city-settlement': ofProvince,
  'upheld-claim': at('city'),
  'negotiation-round': at('fund', 'city'),
  'quota-decision': at('fund', 'city'),
  'quota-plan': at('city'),
  'agreement-proposal': at('city'),
  'group-table': ofProvince,
  'late-cost': at('fund', 'city'),
  'late-cost-decision': at('fund', 'city'),
  'statement-contest': at('city'),
  warning: at('city'),
  'performance-targets': at('fund', 'city'),
  performance: at('fund', 'city'),
}

/** What may wait in this service, but not for ever. */
export const whatWaits = (policy: Policy): readonly Wait[] =>
  inTheirCities(
    [
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
      budgetsAreApproved(policy),
      adjustmentsAreApproved(policy),
      finalAccountsAreApproved(policy),
      overrunsAreDecided(policy),
      targetsAreSet(policy),
      headsAreApproved(policy),
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
    ],
    cityOfKind,
  )
