import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum } from '#shared/money/fen.ts'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import { groupOf } from '../../../../services/budget/negotiation/rules/draft-round.ts'
import { adjustQuotas, amountsOf } from '../../../../services/budget/quota/rules/adjust-quotas.ts'
import type { QuotaPlan } from '../../../../services/budget/quota/rules/plan-version.ts'
import { monthsBefore, quotaOverMonths } from '../../../../services/budget/quota/rules/plan-version.ts'
import type { ProposedQuota } from '../../../../services/budget/quota/rules/propose-quotas.ts'
import { proposeQuotas } from '../../../../services/budget/quota/rules/propose-quotas.ts'
import type { Quota } from '../../../../services/budget/quota/rules/quota.ts'
import type { QuotaCandidate } from '../../../../services/budget/quota/rules/weigh-institution.ts'
import { policyOfPayment, quotaRulesAt } from '../../../../services/budget/what-if/rules/payment-law.ts'
import type { RecordedVersion } from '../../../../services/budget/what-if/rules/rerun-quotas.ts'
import { rerunQuotas } from '../../../../services/budget/what-if/rules/rerun-quotas.ts'

const law = provincePolicy()
const of = { city: '340100', year: 2025 } as const
const inForce = quotaRulesAt(law, of)
const seasonalWeights = Array.from({ length: 12 }, () => '1')

const rulesWith = (key: string, at: string, was: unknown, becomes: unknown) => {
  const tried = policyOfPayment(law, { title: 'a trial', figures: [{ key, at, was, becomes }] }, of)
  if (tried.status === 'refused') throw new Error(tried.refusal.reason)
  return quotaRulesAt(tried.value, of)
}
const split = 'total_control.split'
const lessElastic = rulesWith(split, '/volume/elasticity', '0.5', '0.3')

const accepted = <Value>(
  decision: { status: 'accepted'; value: Value } | { status: 'refused'; refusal: { reason: string } },
): Value => {
  if (decision.status === 'refused') throw new Error(decision.refusal.reason)
  return decision.value
}

const planOf = (
  target: Partial<Record<'inpatient' | 'outpatient', number>>,
  more: Partial<QuotaPlan> = {},
) => ({
  ...{ planId: 'P', version: 1, year: 2025, target: sum(Object.values(target)), amounts: target },
  ...{ institutions: 2, seasonalWeights, policyVersion: law.version, publishedOn: '2025-01-02', ...more },
})

const published = (
  proposed: readonly ProposedQuota[],
  groups: ReadonlyMap<string, string>,
  kept = { kept: 0, before: new Map<string, Quota>() },
): Quota[] =>
  proposed.map((each) => ({
    ...accepted(
      quotaOverMonths(each, seasonalWeights, { before: kept.before.get(each.institution), kept: kept.kept }),
    ),
    group: groups.get(each.institution) ?? '',
  }))

/** A version as it is published of a formula; a round moves `given` fen of stays from the first to the second. */
const recorded = (
  candidates: readonly QuotaCandidate[],
  target: { inpatient: number; outpatient: number },
  { given = 0, growth }: { given?: number; growth?: { least: string; most: string } } = {},
): RecordedVersion => {
  const proposed = accepted(
    proposeQuotas({ target, candidates, rules: inForce.split, ...(growth ? { growth } : {}) }),
  )
  const negotiated = proposed.map((each, index) => {
    const inpatient = (each.amounts.inpatient ?? 0) + (index === 0 ? -given : index === 1 ? given : 0)
    return { ...each, amounts: { ...each.amounts, inpatient } }
  })
  const groups = new Map(candidates.map((each) => [each.institution, groupOf(each)]))
  return { plan: planOf(target), quotas: published(negotiated, groups) }
}

const none = { paid: 0, volume: 0 }
const year = (paid: number, volume: number) => ({ inpatient: { paid, volume }, outpatient: none })
const hospital: QuotaCandidate = {
  ...{ institution: 'H1', level: 3, category: 'general-hospital', firstReferral: false },
  years: [year(100_000, 100), year(110_000, 100), year(120_000, 120)],
}
const community: QuotaCandidate = {
  ...{ institution: 'H2', level: 1, category: 'community-centre', firstReferral: true },
  years: [year(50_000, 100), year(50_000, 100), year(50_000, 100)],
}
const target = { inpatient: 180_000, outpatient: 0 }
const stays = (quotas: readonly Quota[]) => quotas.map((quota) => amountsOf(quota).inpatient)

describe('quotas worked out again from what is recorded', () => {
  it('follow another formula as worked by hand', () => {
    const version = recorded([hospital, community], target)
    expect(stays(version.quotas)).toEqual([125_399, 54_601])
    // H1: 113,000 × 1.06 × 0.99 = 118,582.2. Of 180,000 that and 53,580.6 are 123,980.4 and 56,019.6.
    expect(stays(accepted(rerunQuotas([version], inForce, lessElastic)))).toEqual([123_980, 56_020])
  })

  it('keep what was negotiated after the formula, and their sum', () => {
    const version = recorded([hospital, community], target, { given: 400 })
    expect(stays(accepted(rerunQuotas([version], inForce, lessElastic)))).toEqual([123_580, 56_420])
  })

  it('keep the bounds they were drafted with, unless the bounds themselves are tried', () => {
    const version = recorded(
      [hospital, community],
      { inpatient: 175_000, outpatient: 0 },
      {
        growth: { least: '-0.10', most: '0.05' },
      },
    )
    expect(stays(version.quotas)).toEqual([122_500, 52_500])
    const tighter = rulesWith(split, '/growth/most', '0.15', '0.04')
    expect(stays(accepted(rerunQuotas([version], inForce, lessElastic)))).toEqual([122_500, 52_500])
    // 4 % above 50,000 are 52,000; the other has what is left.
    expect(stays(accepted(rerunQuotas([version], inForce, tighter)))).toEqual([123_000, 52_000])
  })

  it('stand where the formula stands, whatever else is tried', () => {
    const version = recorded([hospital, community], target, { given: 7 })
    expect(accepted(rerunQuotas([version], inForce, inForce))).toEqual(version.quotas)
  })
})

const amounts = fc.integer({ min: 10_000, max: 900_000 })
const pastYear = fc.record({ paid: amounts, volume: fc.integer({ min: 0, max: 500 }) })
const candidates: fc.Arbitrary<QuotaCandidate[]> = fc
  .array(
    fc.record({
      level: fc.constantFrom(1 as const, 2 as const, 3 as const),
      category: fc.constantFrom('general-hospital', 'tcm-hospital', 'township-centre'),
      firstReferral: fc.boolean(),
      years: fc.array(fc.record({ inpatient: pastYear, outpatient: pastYear }), {
        minLength: 1,
        maxLength: 3,
      }),
      isNew: fc.boolean(),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((all) =>
    all.map(({ isNew, years, ...each }, index) => ({
      ...{ institution: `H${index + 1}`, ...each },
      ...(isNew && index > 0
        ? { years: [], expected: { inpatient: 50_000, outpatient: 40_000, reason: 'opened' } }
        : { years }),
    })),
  )
const trials = [
  lessElastic,
  rulesWith(split, '/history', ['0.2', '0.3', '0.5'], ['0.4', '0.4', '0.2']),
  rulesWith(split, '/levels/3', '0.99', '0.90'),
  rulesWith(split, '/categories/tcm-hospital', '1.01', '1.10'),
  rulesWith(split, '/firstReferral', '1.02', '1.20'),
  rulesWith(split, '/primary/factor', '1.02', '1.15'),
]
const wide = { least: '-1', most: '30' }

describe('random years of quotas', () => {
  it('come to what the other formula would have given, from the steps alone', () => {
    fc.assert(
      fc.property(
        candidates,
        amounts,
        amounts,
        fc.constantFrom(...trials),
        (all, inpatient, outpatient, tried) => {
          const of = { inpatient, outpatient }
          const version = recorded(all, of, { growth: wide })
          const expected = accepted(
            proposeQuotas({ target: of, candidates: all, rules: tried.split, growth: wide }),
          )
          const found = accepted(rerunQuotas([version], inForce, tried))
          expect(found.map(amountsOf)).toEqual(expected.map((each) => each.amounts))
          for (const { amount, months } of found) expect(sum(months)).toBe(amount)
        },
      ),
    )
  })

  it('go through a change of volume in the middle of the year, by its own rules', () => {
    const adjustment = rulesWith('total_control.adjustment', '/elasticity', '0.5', '1')
    fc.assert(
      fc.property(candidates, amounts, amounts, fc.boolean(), (all, inpatient, outpatient, both) => {
        const first = recorded(all, { inpatient, outpatient }, { growth: wide })
        const volumes = [{ institution: 'H1', part: 'inpatient' as const, expected: 100, verified: 130 }]
        const kept = 6
        const changed = (quotas: readonly Quota[], rules: typeof inForce) =>
          adjustQuotas({
            ...{ quotas, kept, target: { inpatient, outpatient }, volumes },
            rules: rules.adjustment('2025-07-01'),
          })
        const before = new Map(first.quotas.map((quota) => [quota.institution, quota]))
        const groups = new Map(all.map((each) => [each.institution, groupOf(each)]))
        const second: RecordedVersion = {
          plan: planOf({ inpatient, outpatient }, { version: 2, from: '2025-07' }),
          quotas: published(accepted(changed(first.quotas, inForce)), groups, { kept, before }),
        }
        expect(monthsBefore(second.plan.from)).toBe(kept)
        const tried = both ? { split: lessElastic.split, adjustment: adjustment.adjustment } : adjustment
        const firstTried = accepted(rerunQuotas([first], inForce, tried))
        const expected = accepted(changed(firstTried, tried))
        const found = accepted(rerunQuotas([first, second], inForce, tried))
        expect(found.map(amountsOf)).toEqual(expected.map((each) => each.amounts))
      }),
    )
  })
})

describe('quotas that cannot be worked out again', () => {
  const version = recorded([hospital, community], target)
  const refusalOf = (versions: readonly RecordedVersion[], tried = lessElastic) => {
    const decision = rerunQuotas(versions, inForce, tried)
    return decision.status === 'refused' ? decision.refusal.code : decision.status
  }

  it('are those the province decided without a formula', () => {
    const [first] = version.quotas
    if (!first) throw new Error('no quota')
    const decided = { ...first, derivation: { steps: [], seasonalWeights } }
    expect(refusalOf([{ ...version, quotas: [decided] }])).toBe('payment-what-if.not-by-formula')
  })

  it('are those of whom it is not recorded what counts: the level, or who has the duty of first referral', () => {
    const groupless = version.quotas.map(({ group: _, ...quota }) => quota)
    expect(refusalOf([{ ...version, quotas: groupless }])).toBe('payment-what-if.not-recorded')
    const uncounted = { ...inForce, split: { ...inForce.split, firstReferral: '1' } }
    const decision = rerunQuotas([version], uncounted, inForce)
    expect(decision).toMatchObject({ refusal: { code: 'payment-what-if.not-recorded' } })
  })

  it('are those whose bounds leave no way, and those that gave away more in negotiation than they would have', () => {
    const narrow = rulesWith(split, '/growth/most', '0.15', '0.01')
    expect(refusalOf([version], narrow)).toBe('quota.bounds-too-narrow')
    const given = recorded([hospital, community], target, { given: 125_399 })
    expect(refusalOf([given])).toBe('payment-what-if.negotiated-away')
  })
})
