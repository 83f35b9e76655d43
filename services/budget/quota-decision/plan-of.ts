import type { Day } from '#shared/calendar/day.ts'
import type { QuotaPlan } from '../quota/rules/plan-version.ts'
import { wholeOf } from '../total-control/rules/parts.ts'
import type { QuotaDecision } from './rules/quota-decision.ts'

/** The plan that a decision becomes on a day. */
export const planOf = (decision: QuotaDecision, publishedOn: Day): QuotaPlan => {
  const { planId, number: version, year, target, areaTarget, institutions } = decision
  const { seasonalWeights, policyVersion, from, reason, document } = decision
  return {
    ...{ planId, version, year, target: wholeOf(target), amounts: target, areaTarget, institutions },
    ...{ seasonalWeights, policyVersion, publishedOn, reason, document },
    ...(from === undefined ? {} : { from }),
  }
}
