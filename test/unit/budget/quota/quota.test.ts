import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quotaThrough, splitTarget } from '../../../../services/budget/quota/rules/split-target.ts'

const even = Array.from({ length: 12 }, () => '1')
const split = (target: number, weights: readonly string[]) =>
  splitTarget({
    year: 2025,
    target,
    seasonalWeights: even,
    institutions: weights.map((weight, n) => ({ institution: `H${n}`, weight })),
  })

describe('a target split into quotas', () => {
  it('gives each institution by its weight and each month by the season, and says how', () => {
    expect(split(1_200_00, ['2', '1'])).toEqual([
      {
        institution: 'H0',
        amount: 800_00,
        months: [6667, 6667, 6667, 6667, 6667, 6667, 6667, 6667, 6666, 6666, 6666, 6666],
        derivation: { target: 1_200_00, weight: '2', weights: '3', seasonalWeights: even },
      },
      {
        institution: 'H1',
        amount: 400_00,
        months: [3334, 3334, 3334, 3334, 3333, 3333, 3333, 3333, 3333, 3333, 3333, 3333],
        derivation: { target: 1_200_00, weight: '1', weights: '3', seasonalWeights: even },
      },
    ])
  })

  it('divides as case R1 does: 82.20 by 3 and 2 is 49.32 and 32.88', () => {
    expect(split(8220, ['3', '2']).map(({ amount }) => amount)).toEqual([4932, 3288])
  })

  it('sums to the fen over institutions and over months, whatever the weights', () => {
    const weights = fc.array(
      fc.integer({ min: 0, max: 1_000_000 }).map((thousandths) => String(thousandths / 1000)),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), weights, (target, some) => {
        fc.pre(some.some((weight) => Number(weight) > 0))
        const quotas = split(target, some)
        expect(quotas.reduce((total, { amount }) => total + amount, 0)).toBe(target)
        for (const quota of quotas) expect(quotaThrough(quota, 12)).toBe(quota.amount)
      }),
    )
  })

  it('does not depend on the order in which institutions are named', () => {
    const institutions = ['H3', 'H1', 'H2'].map((institution) => ({ institution, weight: '1' }))
    const of = (some: typeof institutions) =>
      splitTarget({ year: 2025, target: 100, seasonalWeights: even, institutions: some })
    expect(of(institutions.toReversed())).toEqual(of(institutions))
  })

  it('allows from January on what the months so far add up to', () => {
    expect(quotaThrough({ months: [10, 20, 30] }, 2)).toBe(30)
  })
})
