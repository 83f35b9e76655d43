import type { Day } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Terms } from '../../agreement/rules/agreement.ts'
import { termLimits, terms } from '../../agreement/rules/agreement.ts'
import { adjustmentRules, splitRules } from '../../quota/rules/split-rules.ts'
import type { LawFigure, OfCityYear, Triable } from './tried-law.ts'
import { withFigures } from './tried-law.ts'

/** What is tried on how institutions are paid: other quota formulas, other rules of sharing and of points. */
export type PaymentVariant = { readonly title: string; readonly figures: readonly LawFigure[] }

const split = 'total_control.split'
const adjustment = 'total_control.adjustment'
const model = 'total_control.model_agreement'
const limits = 'total_control.agreement_limits'

/** What of an agreement decides at the year's end alone; all else decided on months that are settled and claims assessed. */
const clearingTermNames = [
  'overspend',
  'surplus',
  'surplusCap',
  'reasonableOverrun',
  'bounds',
  'depositReturn',
  'surplusByScore',
] as const satisfies readonly (keyof Terms)[]
const ofSchemes = 'schemes'

/** The name of a term that did more than clear the year. */
const decidedBefore = (was: Terms, is: Terms): string | undefined => {
  const names = Object.keys({ ...was, ...is }) as (keyof Terms)[]
  const other = names.find(
    (name) =>
      name !== ofSchemes &&
      !clearingTermNames.some((each) => each === name) &&
      !sameContent(was[name], is[name]),
  )
  if (other !== undefined) return other
  const methods = (all: Terms) => [all.schemes?.employee?.methods, all.schemes?.resident?.methods]
  return sameContent(methods(was), methods(is)) ? undefined : `${ofSchemes}/methods`
}

/** The figures by which quotas and clearings are worked out again. */
export const triableOfPayment: Triable = {
  readers: {
    [split]: splitRules,
    [adjustment]: adjustmentRules,
    [model]: terms,
    [limits]: termLimits.pick({ bounds: true, failingScore: true, sharing: true }),
  },
  decidedBefore: (key, was, is) =>
    key === model ? decidedBefore(terms.parse(was), terms.parse(is)) : undefined,
}

/**
 * The policy as a variant has it for a city's year. Refused where nobody could be judged by it, and where it had decided on months
 * and claims long before the year's end.
 */
export const policyOfPayment = (
  policy: Policy,
  { figures }: PaymentVariant,
  of: OfCityYear,
): Decision<Policy> => withFigures(policy, figures, of, triableOfPayment)

/** The terms of the year's end that a variant has otherwise: it is tried that everybody had agreed to them. */
export const termsTried = (
  was: Omit<Terms, 'schemes'>,
  is: Omit<Terms, 'schemes'>,
): Partial<Omit<Terms, 'schemes'>> =>
  Object.fromEntries(
    clearingTermNames.filter((name) => !sameContent(was[name], is[name])).map((name) => [name, is[name]]),
  )

/** The rules by which a target is divided, and by which quotas follow a change of volume. */
export const quotaRulesAt = (policy: Policy, { city, year }: OfCityYear) => {
  const on = firstDayOfYear(year)
  return {
    split: tableAt(policy, split, { on, city }, splitRules),
    adjustment: (day: Day) => tableAt(policy, adjustment, { on: day, city }, adjustmentRules),
  }
}
