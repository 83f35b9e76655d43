import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { assessLevy } from '../../../../services/adjustment-fund/levy/rules/levy.ts'
import { levyRuleAt } from '../../../../services/adjustment-fund/levy/rules/levy-rule.ts'

const policy = readPolicy('shared/policy/anhui')
const rule = { rate: '0.05', pauseLine: '0.10' }

describe('levy of the adjustment fund (皖政办〔2024〕3号 一(五))', () => {
  it('levies 3.00 of a collection of 60.00 while 99.90 of a provincial 1,000.00 is accumulated', () => {
    const given = { cityCollection: 6000, provincialCollection: 100_000, accumulated: 9990, ...rule }
    expect(assessLevy(given)).toEqual({ status: 'due', amount: 300 })
  })

  it('pauses when exactly 10 % of the provincial collection is reached, for every city', () => {
    const given = { cityCollection: 6000, provincialCollection: 100_000, accumulated: 10_000, ...rule }
    expect(assessLevy(given)).toEqual({ status: 'paused', amount: 0 })
  })

  it('levies nothing where a year collected nothing or refunded more than it collected', () => {
    for (const cityCollection of [0, -6000]) {
      const given = { cityCollection, provincialCollection: 100_000, accumulated: 0, ...rule }
      expect(assessLevy(given)).toEqual({ status: 'nothing-collected', amount: 0 })
    }
  })

  it('never takes more than its rate of the collection, rounded to the fen', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), fc.nat(10 ** 12), (cityCollection, accumulated) => {
        const { amount } = assessLevy({
          cityCollection,
          provincialCollection: cityCollection + 1,
          accumulated,
          ...rule,
        })
        expect(amount * 20).toBeLessThanOrEqual(cityCollection + 10)
      }),
    )
  })

  it('starts for residents in 2025 and for employees in 2026; an earlier year has no rule, not a default', () => {
    expect(levyRuleAt(policy, 'resident', 2025, '340100')).toMatchObject({ rate: '0.05', pauseLine: '0.1' })
    expect(levyRuleAt(policy, 'employee', 2026, '340100')).toMatchObject({ rate: '0.05' })
    const early = () => levyRuleAt(policy, 'employee', 2025, '340100')
    expect(early).toThrowError(expect.objectContaining({ code: 'policy.missing' }))
  })
})
