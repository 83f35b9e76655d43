import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import { canonicalText, sameContent } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import type { Figure } from '#shared/policy/changed-figure.ts'
import { changeFigure } from '#shared/policy/changed-figure.ts'
import type { DatedValue, Parameter } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { changeDaysOf, tableAt, valueAt } from '#shared/policy/policy.ts'
import type { Terms } from '../../agreement/rules/agreement.ts'
import { termLimits, terms } from '../../agreement/rules/agreement.ts'
import { adjustmentRules, splitRules } from '../../quota/rules/split-rules.ts'
import { refuse } from '../../refusals.ts'

/** A figure of the rules of payment: its parameter, its place in it, what stands there and what is tried instead. */
export type PaymentFigure = Figure & { readonly key: string }

/** What is tried on how institutions are paid: other quota formulas, other rules of sharing and of points. */
export type PaymentVariant = { readonly title: string; readonly figures: readonly PaymentFigure[] }

const split = 'total_control.split'
const adjustment = 'total_control.adjustment'
const model = 'total_control.model_agreement'
const limits = 'total_control.agreement_limits'

/** The figures by which quotas and clearings are worked out again, each with how it is read. */
const readers = {
  [split]: splitRules,
  [adjustment]: adjustmentRules,
  [model]: terms,
  [limits]: termLimits.pick({ bounds: true, failingScore: true, sharing: true }),
} as const
type PaymentKey = keyof typeof readers

const isPaymentKey = (key: string): key is PaymentKey => Object.hasOwn(readers, key)

/** Parameters of payment that a variant may change. */
export const paymentKeys = Object.keys(readers) as readonly PaymentKey[]

/** What of an agreement decides at the year's end alone; all else decided on months that are settled and claims assessed. */
export const clearingTermNames = [
  'overspend',
  'surplus',
  'surplusCap',
  'reasonableOverrun',
  'bounds',
  'depositReturn',
  'surplusByScore',
] as const satisfies readonly (keyof Terms)[]
const ofSchemes = 'schemes'

/** Of a term that did more than clear the year, its name. */
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

const changedValue = (dated: DatedValue, key: PaymentKey, figure: PaymentFigure): Decision<DatedValue> => {
  const field = `${key}${figure.at}`
  const outcome = changeFigure(dated.value, figure)
  if (!('changed' in outcome)) {
    const found = outcome.found === undefined ? 'nothing' : canonicalText(outcome.found)
    return refuse('payment-what-if.figure-otherwise', { field, figures: { at: figure.at, found } })
  }
  const read = readers[key].safeParse(outcome.changed)
  if (!read.success) {
    const { place, reason } = schemaFault(read.error)
    return refuse('payment-what-if.malformed', { field, figures: { key, place, fault: reason } })
  }
  if (key === model) {
    const other = decidedBefore(terms.parse(dated.value), terms.parse(outcome.changed))
    if (other !== undefined)
      return refuse('payment-what-if.not-judged', {
        field: `${key}/${other}`,
        figures: { key: `${key}/${other}` },
      })
  }
  return accept({ ...dated, value: outcome.changed as DatedValue['value'], tag: 'assumed' })
}

const replaced = (parameter: Parameter, city: CityCode, was: DatedValue, is: DatedValue): Parameter => {
  const put = (values: readonly DatedValue[]): DatedValue[] =>
    values.map((each) => (each === was ? is : each))
  const own = parameter.cities?.[city]
  return own?.includes(was)
    ? { ...parameter, cities: { ...parameter.cities, [city]: put(own) } }
    : { ...parameter, values: put(parameter.values) }
}

/** Days of a year on which a parameter may have another value. */
const daysIn = (parameter: Parameter, year: FundYear): Day[] => {
  const [first, last] = [firstDayOfYear(year), lastDayOfYear(year)]
  return [first, ...changeDaysOf(parameter).filter((day) => first < day && day <= last)]
}

type OfFund = { readonly city: CityCode; readonly year: FundYear }

const withFigure = (policy: Policy, figure: PaymentFigure, { city, year }: OfFund): Decision<Policy> => {
  const { key } = figure
  const parameter = isPaymentKey(key) ? policy.parameters.get(key) : undefined
  if (!isPaymentKey(key) || parameter === undefined)
    return refuse('payment-what-if.not-judged', { field: key, figures: { key } })
  const inForce = new Set(daysIn(parameter, year).map((on) => valueAt(policy, key, { on, city })))
  let changed = parameter
  for (const dated of inForce) {
    const value = changedValue(dated, key, figure)
    if (value.status === 'refused') return value
    changed = replaced(changed, city, dated, value.value)
  }
  return accept({ ...policy, parameters: new Map(policy.parameters).set(key, changed) })
}

/**
 * The policy as a variant has it for a city's year, read by the same readers as the law: shares that do not sum, bands that
 * overlap or fall, a floor above its ceiling are refused. So is what decided on months and claims long before the year's end.
 */
export const policyOfPayment = (
  policy: Policy,
  { figures }: PaymentVariant,
  of: OfFund,
): Decision<Policy> => {
  let tried = policy
  for (const figure of figures) {
    const changed = withFigure(tried, figure, of)
    if (changed.status === 'refused') return changed
    tried = changed.value
  }
  return accept(tried)
}

/** The terms of the year's end that a variant has otherwise: it is tried that everybody had agreed to them. */
export const termsTried = (
  was: Omit<Terms, 'schemes'>,
  is: Omit<Terms, 'schemes'>,
): Partial<Omit<Terms, 'schemes'>> =>
  Object.fromEntries(
    clearingTermNames.filter((name) => !sameContent(was[name], is[name])).map((name) => [name, is[name]]),
  )

/** The rules by which a target is divided, and by which quotas follow a change of volume. */
export const quotaRulesAt = (policy: Policy, { city, year }: OfFund) => {
  const on = firstDayOfYear(year)
  return {
    split: tableAt(policy, split, { on, city }, splitRules),
    adjustment: (day: Day) => tableAt(policy, adjustment, { on: day, city }, adjustmentRules),
  }
}
