import { describe, expect, it } from 'vitest'
import type { YearEvidence } from '#shared/contracts/budget.ts'
import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import type { GapCause } from '#shared/gap/gap.ts'
import { ownBalanceOf } from '#shared/gap/own-balance.ts'
import { coverGap } from '../../../../services/adjustment-fund/cover-plan/rules/cover-plan.ts'
import { provenCauses } from '../../../../services/adjustment-fund/gap/rules/causes.ts'

const rule = { mostPriceGrowth: '0.05' }
/** 100 claims cost 1,000 the year before; 110 cost 1,210 now: a tenth more, and a tenth dearer. */
const evidence: YearEvidence = {
  collection: { due: 2_000_00, collected: 2_000_00 },
  care: { basis: 'year-before', volume: 110, cost: 1_210_00, volumeBefore: 100, costBefore: 1_000_00 },
  epidemic: { claims: 3, cost: 30_00 },
  dependency: { working: 100, retired: 50, workingBefore: 100, retiredBefore: 40 },
}
const borne = (basic: number) => ({
  ...{ basic, seriousIllness: 0, medicalAid: 0, supplement: 0, account: 0, cash: 0 },
})
const kind = (before: number, after: number) => ({
  ...{ recorded: borne(before), inForce: borne(before), proposed: borne(after) },
})
const pricing: PolicyChangePriced = {
  ...{ pricingId: 'PR-1', title: 'five points more', city: '341200', scheme: 'resident', year: 2024 },
  ...{ holdsFrom: '2025-07-02', policyVersion: 'v', persons: 1, claims: 1, changed: 1 },
  care: { inpatient: kind(100_00, 136_50), outpatient: kind(0, 0), chronic: kind(0, 0) },
}
const amountOf = (cause: GapCause, of: YearEvidence = evidence, pricings = [pricing]) =>
  provenCauses([cause], { year: 2025, evidence: of, pricings }, rule)[0]?.amount

describe('what figures prove of a cause', () => {
  it('a policy change: what it was priced at, for the 183 days that it held: 36.50 × 183 ÷ 365 = 18.30', () => {
    expect(amountOf('policy-change')).toBe(18_30)
  })

  it('a policy change of another year, or that saved money, proves nothing', () => {
    expect(amountOf('policy-change', evidence, [{ ...pricing, holdsFrom: '2024-07-01' }])).toBe(0)
    const saved = { ...pricing.care, inpatient: kind(100_00, 90_00) }
    expect(amountOf('policy-change', evidence, [{ ...pricing, care: saved }])).toBe(0)
    expect(amountOf('policy-change', evidence, [])).toBe(0)
  })

  it('an epidemic: the claims of its diagnoses, and no more', () => {
    expect(amountOf('major-epidemic')).toBe(30_00)
  })

  it('a worse ratio: 25 in work are missing for 50 retired, at 20.00 each', () => {
    expect(amountOf('dependency-ratio')).toBe(500_00)
    const better = {
      ...evidence,
      dependency: { working: 150, retired: 50, workingBefore: 100, retiredBefore: 40 },
    }
    expect(amountOf('dependency-ratio', better)).toBe(0)
    const { dependency, ...residents } = evidence
    expect(amountOf('dependency-ratio', residents)).toBe(0)
  })

  it('other spending: 100 by volume and 55 of 110 by price, less 18.30 and 30 that have causes of their own', () => {
    expect(amountOf('reasonable-spending')).toBe(100_00 + 55_00 - 18_30 - 30_00)
  })

  it('other spending of less care at the old price proves nothing', () => {
    const less = { ...evidence.care, volume: 90, cost: 900_00 }
    expect(amountOf('reasonable-spending', { ...evidence, care: less })).toBe(0)
  })

  it('a cause that is named twice counts once', () => {
    const twice = provenCauses(
      ['major-epidemic', 'major-epidemic'],
      { year: 2025, evidence, pricings: [] },
      rule,
    )
    expect(twice).toHaveLength(1)
  })
})

describe('the accumulated balance that goes first', () => {
  const bands = [
    { fromMonths: '3', share: '1' },
    { fromMonths: '1', share: '0.5' },
    { fromMonths: '0', share: '0' },
  ]
  const of = (balance: number) => ownBalanceOf({ balance, expenditure: 1_200_00 }, bands)

  it('is all above three months, half above one, and not the last month', () => {
    expect(of(450_00)).toEqual({ balance: 450_00, monthsPayable: '4.5', available: 150_00 + 100_00 })
    expect(of(200_00)).toMatchObject({ available: 50_00 })
    expect(of(80_00)).toMatchObject({ monthsPayable: '0.8', available: 0 })
    expect(of(-5_00)).toMatchObject({ available: 0 })
  })

  it('is nearly all of ten years', () => {
    expect(of(11_960_00)).toMatchObject({ monthsPayable: '119.6', available: 11_960_00 - 200_00 })
  })

  it('is whole where nothing was spent to measure it by', () => {
    expect(ownBalanceOf({ balance: 7, expenditure: 0 }, bands)).toEqual({
      ...{ balance: 7, monthsPayable: null, available: 7 },
    })
  })
})

describe('the order in which a gap is covered', () => {
  it('takes each step in turn and never more than is left', () => {
    const plan = coverGap(100, { 'own-balance': 30, 'adjustment-fund': 50, 'same-level-subsidy': 90 })
    expect(plan.map(({ step, yields, left }) => [step, yields, left])).toEqual([
      ['own-balance', 30, 70],
      ['adjustment-fund', 50, 20],
      ['investments', 0, 20],
      ['same-level-subsidy', 20, 0],
      ['rates-or-benefits', 0, 0],
    ])
  })
})
