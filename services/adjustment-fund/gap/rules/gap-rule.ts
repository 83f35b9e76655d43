import * as z from 'zod'
import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, firstDayOfYear, isDay } from '#shared/calendar/day.ts'
import type { GapRule } from '#shared/gap/gap.ts'
import { assessmentRule, gapRule, ratio } from '#shared/gap/gap.ts'
import { ownBalanceRule } from '#shared/gap/own-balance.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt, ratioAt, tableAt } from '#shared/policy/policy.ts'
import type { ExaminedBy, GapRules } from './gap-application.ts'

/** The rule by which a gap of a year is measured and shared. */
export const gapRuleAt = (policy: Policy, scheme: Scheme, year: FundYear): GapRule =>
  tableAt(policy, `adjustment_fund.gap.rule.${scheme}`, { on: firstDayOfYear(year) }, gapRule)

/** A month and day of a year, such as 09-30. */
export const dayOfYear = z.string().refine((text) => isDay(`2023-${text}`), 'a month and day, such as 09-30')

/** What becomes of what the account could not pay of a share: owed for so many years more, or nothing. */
export const shortfallRule = z.discriminatedUnion('rest', [
  z.strictObject({ rest: z.literal('carried'), years: z.int().min(1).max(9) }),
  z.strictObject({ rest: z.literal('lapses') }),
])
export type ShortfallRule = z.output<typeof shortfallRule>

export const shortfallRuleAt = (policy: Policy, year: FundYear): ShortfallRule =>
  tableAt(policy, 'adjustment_fund.gap.shortfall', { on: firstDayOfYear(year) }, shortfallRule)

/** How a gap is trued up again by corrections of its year that come after its final accounts. */
export const correctionRule = z.strictObject({
  /** How many years after the final accounts a correction may still true the gap up. */
  years: z.int().min(1).max(9),
  /** The least share of the gap by which the year's result must differ; what is less stays where it is booked. */
  leastOfGap: ratio,
  /** Whether a city is owed more where the correction raises its gap again, up to what was approved. */
  further: z.enum(['owed', 'none']),
})
export type CorrectionRule = z.output<typeof correctionRule>

const correctionFigure = 'adjustment_fund.gap.corrections'
export const correctionRuleAt = (policy: Policy, year: FundYear): CorrectionRule =>
  tableAt(policy, correctionFigure, { on: firstDayOfYear(year) }, correctionRule)

/** The last day on which what was left of a share approved on a day is still owed; that day itself where it lapses. */
export const owedUntil = (approvedOn: Day, rule: ShortfallRule): Day =>
  rule.rest === 'carried' ? `${Number(approvedOn.slice(0, 4)) + rule.years}-12-31` : approvedOn

/**
 * The last day on which what a city owes back of a share is remitted in time: as many days as it has for a levy, by the
 * rule of the day on which it is told. Earlier releases did not keep it.
 */
export const clawbackDueOn = (
  policy: Policy,
  { dueOn, on, city }: { readonly dueOn?: Day; readonly on: Day; readonly city: string },
): Day => dueOn ?? addDays(on, numberAt(policy, 'adjustment_fund.levy.remittance_days', { on, city }))

/** The rules that an application of a year is judged by. */
export const gapRulesAt = (policy: Policy, scheme: Scheme, year: FundYear): GapRules => {
  const moment = { on: firstDayOfYear(year) }
  return {
    gap: gapRuleAt(policy, scheme, year),
    ownBalance: tableAt(policy, `adjustment_fund.gap.own_balance.${scheme}`, moment, ownBalanceRule),
    causes: { mostPriceGrowth: ratioAt(policy, 'adjustment_fund.gap.most_price_growth', moment) },
    applyBy: `${year + 1}-${tableAt(policy, 'adjustment_fund.gap.apply_by', moment, dayOfYear)}`,
  }
}

/** The rules that a share of a year is worked out by. */
export const sharingRulesAt = (policy: Policy, scheme: Scheme, year: FundYear): Omit<ExaminedBy, 'score'> => {
  const moment = { on: firstDayOfYear(year) }
  return {
    gap: gapRuleAt(policy, scheme, year),
    assessment: tableAt(policy, 'adjustment_fund.assessment', moment, assessmentRule),
    cityCap: ratioAt(policy, 'adjustment_fund.gap.city_cap', moment),
  }
}
