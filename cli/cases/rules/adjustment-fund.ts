import * as z from 'zod'
import { gapRule, mostEligible, shareGap } from '#shared/gap/gap.ts'
import { assessLevy } from '../../../services/adjustment-fund/levy/rules/levy.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import { allInUnit, amountIn, inUnit } from '../unit.ts'
import { share } from './fields.ts'

/** A city's levy, with the rule that pauses it. */
export const levy: Rule = ({ given, unit }) => {
  const shape = z.strictObject({
    provincialCollection: amountIn(unit),
    cityCollection: amountIn(unit),
    accumulated: amountIn(unit),
    rate: share,
    pauseLine: share,
  })
  const { amount, status } = assessLevy(readPart('given', given, shape))
  return { levy: inUnit(amount, unit), status }
}

/** A gap in its parts, shared between the fund and the city. */
export const gap: Rule = ({ given, unit }) => {
  const shape = z.strictObject({
    plan: amountIn(unit),
    actual: amountIn(unit),
    eligibleUpToShareOfPlan: share,
    bands: z.array(z.strictObject({ upToShareOfPlan: share.optional(), fundShare: share })).min(1),
    /** The factor for the assessment score. */
    factor: share.default('1'),
  })
  const { plan, actual, factor, ...said } = readPart('given', given, shape)
  const rule = readPart('given', { measure: 'over-plan', ...said }, gapRule)
  const whole = Math.max(0, actual - plan)
  const eligible = mostEligible(whole, plan, rule)
  return allInUnit(shareGap({ gap: whole, eligible, plan, rule, factor }), unit)
}
