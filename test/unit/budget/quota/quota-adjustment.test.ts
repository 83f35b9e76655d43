import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum } from '#shared/money/fen.ts'
import { adjustQuotas } from '../../../../services/budget/quota/rules/adjust-quotas.ts'
import { quotaOverMonths } from '../../../../services/budget/quota/rules/plan-version.ts'
import type { Quota } from '../../../../services/budget/quota/rules/quota.ts'

const even = Array.from({ length: 12 }, () => '1')
const rules = { threshold: '0.10', elasticity: '0.5', least: '0.80', most: '1.25' }
/** H1 with 1,200 and H2 with 600 fen a year, a twelfth a month. */
const quotas = [1200, 600].map(
  (amount, index): Quota => ({
    institution: `H${index + 1}`,
    amount,
    months: even.map(() => amount / 12),
    derivation: { steps: [], seasonalWeights: even },
  }),
)
const volumes = [
  { institution: 'H1', part: 'all', expected: 100, verified: 140 },
  { institution: 'H2', part: 'all', expected: 100, verified: 95 },
] as const
const adjust = (more: Partial<Parameters<typeof adjustQuotas>[0]> = {}) =>
  adjustQuotas({ quotas, kept: 6, target: { all: 1800 }, volumes, rules, ...more })

describe('quotas adjusted in the middle of a year', () => {
  it('follow a volume that changed by a tenth or more, out of what the others have left', () => {
    // H1 has 600 left and 40 % more volume: × 1.2 = 720; H2 has 300 left and counts as it is.
    // The 900 left go 720 : 300, 635.29 and 264.71; with the 600 and 300 of January to June: 1,235 and 565.
    const decision = adjust()
    const adjusted = decision.status === 'accepted' ? decision.value : []
    expect(adjusted.map(({ amounts }) => amounts)).toEqual([{ all: 1235 }, { all: 565 }])
    expect(adjusted[0]?.steps).toEqual([
      {
        rule: 'volume-change',
        part: 'all',
        given: {
          before: 1200,
          past: 600,
          left: 600,
          expected: 100,
          verified: 140,
          threshold: '0.10',
          factor: '1.2',
          rest: 900,
        },
        gives: 1235,
      },
    ])
  })

  it('leave the past months as they were and spread the rest over the others by season', () => {
    const decision = adjust()
    const months = decision.status === 'accepted' ? decision.value : []
    const spread = months.map((each, index) =>
      quotaOverMonths(each, even, { before: quotas[index], kept: 6 }),
    )
    expect(spread.map((each) => each.status === 'accepted' && each.value.months)).toEqual([
      [100, 100, 100, 100, 100, 100, 106, 106, 106, 106, 106, 105],
      [50, 50, 50, 50, 50, 50, 45, 44, 44, 44, 44, 44],
    ])
  })

  it('are not adjusted for a small change, but take over another target', () => {
    const small = [{ institution: 'H1', part: 'all', expected: 100, verified: 109 }] as const
    expect(adjust({ volumes: small })).toMatchObject({ refusal: { code: 'quota.nothing-to-adjust' } })
    const larger = adjust({ volumes: small, target: { all: 2100 } })
    // 1,200 left of the larger target, by what each has left: 800 and 400.
    expect(larger.status === 'accepted' && larger.value.map(({ amounts }) => amounts.all)).toEqual([
      1400, 700,
    ])
  })

  it('follow no volume of an institution or a kind of care that the plan does not have', () => {
    const volume = { institution: 'H1', part: 'all', expected: 100, verified: 140 } as const
    for (const stray of [
      { ...volume, institution: 'H9' },
      { ...volume, part: 'inpatient' as const },
    ])
      expect(adjust({ volumes: [stray] })).toMatchObject({ refusal: { code: 'quota.volume-of-nothing' } })
  })

  it('cannot take back what past months gave', () => {
    expect(adjust({ target: { all: 899 } })).toMatchObject({ refusal: { code: 'quota.below-past-months' } })
    const less = quotaOverMonths({ institution: 'H1', amounts: { all: 599 }, steps: [] }, even, {
      before: quotas[0],
      kept: 6,
    })
    expect(less).toMatchObject({ refusal: { code: 'quota.below-past-months', figures: { past: 600 } } })
  })

  it('sum to the target in every kind of care, and every quota to its months, whatever changed', () => {
    const institution = fc.record({
      inpatient: fc.integer({ min: 1, max: 1_000_000 }),
      outpatient: fc.integer({ min: 1, max: 1_000_000 }),
      verified: fc.integer({ min: 0, max: 1000 }),
    })
    const some = fc.array(institution, { minLength: 2, maxLength: 20 })
    const change = fc.integer({ min: -1000, max: 1_000_000 })
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 11 }), change, (list, kept, more) => {
        const before = list.map(({ inpatient, outpatient }, n): Quota => {
          const quota = { institution: `H${n}`, amounts: { inpatient, outpatient }, steps: [] }
          const spread = quotaOverMonths(quota, even, { before: undefined, kept: 0 })
          if (spread.status === 'refused') throw new Error(spread.refusal.code)
          return spread.value
        })
        const target = {
          inpatient: sum(list.map(({ inpatient }) => inpatient)) + more,
          outpatient: sum(list.map(({ outpatient }) => outpatient)),
        }
        const decision = adjustQuotas({
          quotas: before,
          kept,
          target,
          volumes: list.map(({ verified }, n) => ({
            institution: `H${n}`,
            part: 'inpatient' as const,
            expected: 100,
            verified,
          })),
          rules,
        })
        if (decision.status === 'refused') return
        for (const part of ['inpatient', 'outpatient'] as const)
          expect(sum(decision.value.map(({ amounts }) => amounts[part] ?? 0))).toBe(target[part])
        for (const [index, each] of decision.value.entries()) {
          const spread = quotaOverMonths(each, even, { before: before[index], kept })
          if (spread.status === 'refused') throw new Error(spread.refusal.code)
          expect(sum(spread.value.months)).toBe(spread.value.amount)
          expect(spread.value.months.slice(0, kept)).toEqual(before[index]?.months.slice(0, kept))
        }
      }),
    )
  })
})
