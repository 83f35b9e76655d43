import { type FundYear, firstDayOfYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { AssessmentRule, GapRule } from './gap.ts'
import { assessmentRule, gapRule } from './gap.ts'

/** The rule by which a gap of a year is measured and shared. */
export const gapRuleAt = (policy: Policy, scheme: Scheme, year: FundYear): GapRule =>
  tableAt(policy, `adjustment_fund.gap.rule.${scheme}`, { on: firstDayOfYear(year) }, gapRule)

/** The factors by assessment score for gaps of a year. */
export const assessmentRuleAt = (policy: Policy, year: FundYear): AssessmentRule =>
  tableAt(policy, 'adjustment_fund.assessment', { on: firstDayOfYear(year) }, assessmentRule)
