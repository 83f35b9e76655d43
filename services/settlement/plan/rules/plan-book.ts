import * as z from 'zod'
import type { Day, FundYear } from '#shared/calendar/day.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { CountedYearsRule } from '#shared/policy/counted-years.ts'
import { countedYearsIn, countedYearsKey } from '#shared/policy/counted-years.ts'
import type { Policy, PolicyMoment } from '#shared/policy/policy.ts'
import { amountAt, changeDaysOf, numberAt, tableAt, valueAt } from '#shared/policy/policy.ts'
import type { Care, Purpose } from '../../insured-year/rules/care.ts'
import type { PoolKey } from '../../insured-year/rules/layers.ts'
import { basicLayer, hasCeilingPoint, laterLayer, takesCost } from './format.ts'
import type { BenefitPlan } from './plan.ts'
import { oneStayRules } from './stays.ts'

/** Limits no honest claim comes near, dated like everything else. */
export type ClaimLimits = {
  readonly largestClaim: Fen
  readonly mostLines: number
  readonly mostStays: number
  /** The most charging batches of a visit that are settled each on their own. */
  readonly mostBatches: number
  /** The most persons that an institution asks for within a minute. */
  readonly mostLookUps: number
  /** How far a line's amount may be from quantity times price: the price may be rounded, the amount is not. */
  readonly lineTolerance: Fen
}

/** The benefit plans of a policy, each read once. Lookups throw `policy.missing` where the policy says nothing. */
export type PlanBook = {
  readonly policyVersion: string
  readonly planOn: (scheme: Scheme, care: Care, city: string, on: Day, purpose?: Purpose) => BenefitPlan
  readonly limitsOn: (on: Day) => ClaimLimits
  /** The most days between two stays that any plan, of whatever scheme, city and day, counts as one. */
  readonly oneStayWithin: () => number
  /** Which years of enrolment and without claims count in a year's benefits; undefined where the policy counts none. */
  readonly countedYears: (year: FundYear) => CountedYearsRule | undefined
}

/** Opens a policy as a book of plans; `knownBy` asks what was known on an earlier day. */
export const planBook = (policy: Policy, knownBy?: Day): PlanBook => {
  const asKnown = knownBy === undefined ? {} : { knownBy }
  const holdsSince = changesOf(policy)
  const plans = new Map<string, BenefitPlan>()
  return {
    policyVersion: policy.version,
    planOn: (scheme, care, city, on, purpose = 'general') => {
      const name = `${scheme}|${care}|${city}|${holdsSince(on)}|${purpose}`
      const known = plans.get(name)
      if (known) return known
      const pool = poolOf(policy, scheme, care, purpose)
      const plan = readPlan(policy, scheme, { care, pool }, { on, city, ...asKnown })
      plans.set(name, plan)
      return plan
    },
    limitsOn: memoized((on: Day) => {
      const moment = { on, ...asKnown }
      return {
        largestClaim: amountAt(policy, 'settlement.largest_claim', moment),
        mostLines: numberAt(policy, 'settlement.most_lines', moment),
        mostStays: numberAt(policy, 'settlement.most_stays', moment),
        mostBatches: numberAt(policy, 'settlement.most_batches', moment),
        mostLookUps: numberAt(policy, 'settlement.most_look_ups', moment),
        lineTolerance: amountAt(policy, 'settlement.line_tolerance', moment),
      }
    }),
    countedYears: memoized((year: FundYear) =>
      policy.parameters.has(countedYearsKey) ? countedYearsIn(policy, year) : undefined,
    ),
    oneStayWithin: memoized(() => {
      const days = schemes.flatMap((scheme) => plansOf(policy, `settlement.${scheme}.inpatient`))
      return Math.max(0, ...days.flatMap(({ oneStay }) => oneStay.map(({ withinDays }) => withinDays)))
    }),
  }
}

/** The latest day from which a figure of settlement may be another: on all days since, plans are the same. */
const changesOf = (policy: Policy): ((on: Day) => Day | undefined) => {
  let days: readonly Day[] | undefined
  return memoized((on: Day) => {
    days ??= [...policy.parameters]
      .flatMap(([key, parameter]) => (key.startsWith('settlement.') ? changeDaysOf(parameter) : []))
      .sort()
    return days.findLast((day) => day <= on)
  })
}

/** Answers are kept by their arguments: a policy never changes, and there are few cities, kinds of care and days. */
const memoized = <Arguments extends readonly (string | number | undefined)[], Answer>(
  ask: (...given: Arguments) => Answer,
) => {
  const answers = new Map<string, Answer>()
  return (...given: Arguments): Answer => {
    const key = given.join('|')
    const before = answers.get(key)
    if (before !== undefined) return before
    const answer = ask(...given)
    answers.set(key, answer)
    return answer
  }
}

const statesOneStay = z.object({ oneStay: oneStayRules.default([]) })

/** What every plan under a key says of stays that count as one, in whatever city and from whatever day. */
const plansOf = (policy: Policy, key: string): z.output<typeof statesOneStay>[] => {
  const { values = [], cities = {} } = policy.parameters.get(key) ?? {}
  return [values, ...Object.values(cities)].flat().map(({ value }) => statesOneStay.parse(value))
}

/** The pools that outpatient care may have of its own, by what it is for. */
const ownPools: Readonly<Partial<Record<Purpose, PoolKey>>> = {
  chronic: 'chronic',
  'two-diseases': 'two_diseases',
}

/** Diseases have the rules of outpatient care where the scheme's policy gives them none of their own. */
const poolOf = (policy: Policy, scheme: Scheme, care: Care, purpose: Purpose): PoolKey => {
  const own = care === 'outpatient' ? ownPools[purpose] : undefined
  return own !== undefined && policy.parameters.has(`settlement.${scheme}.${own}`) ? own : care
}

const readPlan = (
  policy: Policy,
  scheme: Scheme,
  { care, pool }: Pick<BenefitPlan, 'care' | 'pool'>,
  moment: PolicyMoment,
): BenefitPlan => {
  const read = <Shape extends z.ZodType>(layer: string, shape: Shape) => {
    const key = `settlement.${scheme}.${layer}`
    const unit = policy.parameters.get(key)?.unit
    if (unit !== undefined && unit !== 'plan') {
      throw new TongchouError('policy.wrong-unit', `${key} is in ${unit}, asked for as a plan`, { key })
    }
    const { cites, tag, borrowedFrom } = valueAt(policy, key, moment)
    const provenance = borrowedFrom === undefined ? { tag } : { tag, borrowedFrom }
    return { layer: tableAt(policy, key, moment, shape), cites, provenance }
  }
  const basic = read(pool, basicLayer)
  const later = basic.layer.followedBy.map((key) => ({ key, ...read(key, laterLayer) }))
  const costTaken = later.some(({ layer }) => takesCost(layer))
  must(
    !costTaken || hasCeilingPoint(basic.layer),
    'policy.malformed',
    `settlement.${scheme}.${pool}: the cost above its ceiling cannot be said where item classes, a floor or a fixed sum pay`,
    { key: `settlement.${scheme}.${pool}` },
  )
  return {
    care,
    pool,
    takesCost: costTaken,
    basic: basic.layer,
    later: later.map(({ key, layer }) => ({ key, layer })),
    cites: Object.fromEntries([[pool, basic.cites], ...later.map(({ key, cites }) => [key, cites])]),
    provenance: Object.fromEntries([
      [pool, basic.provenance],
      ...later.map(({ key, provenance }) => [key, provenance]),
    ]),
  }
}
