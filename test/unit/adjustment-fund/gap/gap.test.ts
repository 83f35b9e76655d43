import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GapRule } from '#shared/gap/gap.ts'
import { assessmentFactor, gapOf, mostEligible, shareGap } from '#shared/gap/gap.ts'

const guangyuan: GapRule = {
  measure: 'over-plan',
  eligibleUpToShareOfPlan: '0.30',
  bands: [{ fundShare: '0.80' }],
}
const banded: GapRule = {
  measure: 'deficit',
  eligibleUpToShareOfPlan: '0.30',
  bands: [
    { upToShareOfPlan: '0.10', fundShare: '0.80' },
    { upToShareOfPlan: '0.30', fundShare: '0.60' },
  ],
}
const assessment = [
  { fromScore: 90, factor: '1' },
  { fromScore: 60, factor: '0.8' },
  { fromScore: 0, factor: '0.5' },
]

describe('sharing a gap', () => {
  it('Guangyuan 2008: plan 10,000, actual 14,000: 3,000 counts, fund 2,400, local 600 and the ineligible 1,000', () => {
    const plan = 10_000_00
    const gap = gapOf({ income: 0, expenditure: 14_000_00, plannedExpenditure: plan }, guangyuan)
    const eligible = mostEligible(gap, plan, guangyuan)
    expect(shareGap({ gap, eligible, plan, rule: guangyuan, factor: 1 })).toEqual({
      gap: 4_000_00,
      eligible: 3_000_00,
      ineligible: 1_000_00,
      fund: 2_400_00,
      local: 600_00,
    })
  })

  it('a deficit is expenditure over income; a surplus has no gap', () => {
    const year = { income: 900, expenditure: 1000, plannedExpenditure: 500 }
    expect(gapOf(year, banded)).toBe(100)
    expect(gapOf({ ...year, income: 1100 }, banded)).toBe(0)
  })

  it('each slice between two edges is shared at its own rate: 1,000 at 80 % and 500 at 60 % are 1,100', () => {
    const shared = shareGap({ gap: 1500_00, eligible: 1500_00, plan: 10_000_00, rule: banded, factor: 1 })
    expect(shared).toMatchObject({ fund: 1_100_00, local: 400_00 })
  })

  it('what lies beyond the last edge is the city’s own', () => {
    const shared = shareGap({ gap: 4000_00, eligible: 4000_00, plan: 10_000_00, rule: banded, factor: 1 })
    expect(shared).toMatchObject({ fund: 800_00 + 1200_00, local: 2000_00 })
  })

  it('the assessment scales the fund’s share: 89 points take the step of 60', () => {
    expect(assessmentFactor(90, assessment)).toBe('1')
    expect(assessmentFactor(89, assessment)).toBe('0.8')
    expect(assessmentFactor(0, assessment)).toBe('0.5')
    const shared = shareGap({ gap: 1000_00, eligible: 1000_00, plan: 10_000_00, rule: banded, factor: '0.8' })
    expect(shared).toMatchObject({ fund: 640_00, local: 360_00 })
  })

  it('the parts always add up and none is negative', () => {
    const amount = fc.nat(10 ** 12)
    fc.assert(
      fc.property(amount, amount, fc.constantFrom('1', '0.8', '0.5'), (gap, plan, factor) => {
        const eligible = mostEligible(gap, plan, banded)
        const shared = shareGap({ gap, eligible, plan, rule: banded, factor })
        expect(shared.fund + shared.local + shared.ineligible).toBe(gap)
        expect(Math.min(shared.fund, shared.local, shared.ineligible)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
