import type { Day } from '#shared/calendar/day.ts'
import type { Policy, PolicyMoment } from '#shared/policy/policy.ts'
import { tableAt, valueAt } from '#shared/policy/policy.ts'
import type { Rule } from './rule.ts'
import { rule } from './rule.ts'

type RuleInForce<Scope extends Rule['scope']> = {
  readonly id: string
  readonly article: string
  readonly rule: Extract<Rule, { readonly scope: Scope }>
}
/** A rule over claims in force, with its name and the article it stands in. */
export type ClaimRuleInForce = RuleInForce<'claim'>
/** The same of a rule over an institution's months. */
export type MonthRuleInForce = RuleInForce<'month'>

/** The supervision rules of a policy, each read once; a city's own value goes before the province's. */
export type RuleBook = {
  readonly claimRulesOn: (city: string, on: Day) => readonly ClaimRuleInForce[]
  readonly monthRulesOn: (city: string, on: Day) => readonly MonthRuleInForce[]
}

const prefix = 'supervision.rule.'

const momentsOf = (policy: Policy, key: string): PolicyMoment[] => {
  const parameter = policy.parameters.get(key)
  const ofCities = Object.entries(parameter?.cities ?? {}).flatMap(([city, values]) =>
    values.map(({ from, known }) => ({ on: from, knownBy: known, city })),
  )
  const ofProvince = parameter?.values.map(({ from, known }) => ({ on: from, knownBy: known })) ?? []
  return [...ofProvince, ...ofCities]
}

/** Whether a rule has begun by a day; before, there simply is no such rule. */
const hasBegun = (policy: Policy, key: string, { on, city = '' }: PolicyMoment): boolean => {
  const parameter = policy.parameters.get(key)
  const values = [...(parameter?.values ?? []), ...(parameter?.cities?.[city as never] ?? [])]
  return values.some(({ from }: { from: Day }) => from <= on)
}

/**
 * Opens a policy as a book of supervision rules. Every value of every rule is read at once, those of other days too. So
 * a wrong one is found when the policy is loaded and not on the day it comes into force.
 * @throws TongchouError `policy.malformed`
 */
export const ruleBook = (policy: Policy): RuleBook => {
  const keys = [...policy.parameters.keys()].filter((key) => key.startsWith(prefix)).sort()
  for (const key of keys) for (const moment of momentsOf(policy, key)) tableAt(policy, key, moment, rule)
  const remembered = new Map<string, RulesInForce>()
  const rulesOn = (city: string, on: Day): RulesInForce => {
    const name = `${city} ${on}`
    const rules = remembered.get(name) ?? rulesAt(policy, keys, { city, on })
    remembered.set(name, rules)
    return rules
  }
  return {
    claimRulesOn: (city, on) => rulesOn(city, on).ofClaims,
    monthRulesOn: (city, on) => rulesOn(city, on).ofMonths,
  }
}

type RulesInForce = {
  readonly ofClaims: readonly ClaimRuleInForce[]
  readonly ofMonths: readonly MonthRuleInForce[]
}

const rulesAt = (policy: Policy, keys: readonly string[], moment: PolicyMoment): RulesInForce => {
  const ofClaims: ClaimRuleInForce[] = []
  const ofMonths: MonthRuleInForce[] = []
  for (const key of keys.filter((each) => hasBegun(policy, each, moment))) {
    const named = { id: key.slice(prefix.length), article: valueAt(policy, key, moment).cites }
    const read = tableAt(policy, key, moment, rule)
    if (read.scope === 'claim') ofClaims.push({ ...named, rule: read })
    else ofMonths.push({ ...named, rule: read })
  }
  return { ofClaims, ofMonths }
}
