import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import {
  applyForGap,
  approveApplication,
  type GapApplication,
} from '../../../../services/adjustment-fund/gap/rules/gap-application.ts'
import { assessmentRuleAt, gapRuleAt } from '../../../../services/adjustment-fund/gap/rules/gap-rule.ts'

const policy = readPolicy('shared/policy/anhui')
const rules = { gap: gapRuleAt(policy, 'resident', 2025), assessment: assessmentRuleAt(policy, 2025) }
/** Booked: 950 in and 960 out. Its clearing adds 40 to what it cost. */
const closed = { income: 950_00, expenditure: 960_00, plannedExpenditure: 900_00 }
const recorded = { closed, cleared: { income: 0, expenditure: 40_00 } }
const command = {
  city: '341200',
  scheme: 'resident' as const,
  year: 2025,
  causes: ['reasonable-spending' as const],
  reason: 'more stays than planned',
  madeBy: 'fuyang-clerk',
}
const applied: GapApplication = {
  ...command,
  applicationId: 'G-resident-2025-341200',
  plan: 900_00,
  gap: 50_00,
  eligible: 50_00,
  cleared: { income: 950_00, expenditure: 1_000_00 },
  status: 'applied',
}
const approval = { assessmentScore: 92, approvedBy: 'province-clerk', approvedOn: '2026-02-10' }

describe('a gap application', () => {
  it('counts the cost by the year it belongs to: 950 came in, 960 were booked and 40 cleared, a gap of 50', () => {
    expect(applyForGap(command, recorded, rules.gap)).toEqual({ status: 'accepted', value: applied })
  })

  it('may claim less than could count', () => {
    const decided = applyForGap({ ...command, eligibleGap: 20_00 }, recorded, rules.gap)
    expect(decided).toEqual({ status: 'accepted', value: { ...applied, eligible: 20_00 } })
  })

  it.each([
    ['an open year', command, { ...recorded, closed: undefined }, 'gap.year-not-closed'],
    ['a year that is not cleared', command, { ...recorded, cleared: undefined }, 'gap.year-not-cleared'],
    ['a year in balance', command, { ...recorded, closed: { ...closed, income: 1_000_00 } }, 'gap.none'],
    [
      'a deficit of what was booked that the clearing took away',
      command,
      { ...recorded, cleared: { income: 0, expenditure: -10_00 } },
      'gap.none',
    ],
    ['more than the gap', { ...command, eligibleGap: 50_01 }, recorded, 'gap.above-eligible'],
  ])('is refused for %s', (_, given, year, code) => {
    expect(applyForGap(given, year, rules.gap)).toMatchObject({ status: 'refused', refusal: { code } })
  })

  it('is approved with its share: all 50 lie in the first band, the fund bears 80 % = 40', () => {
    expect(approveApplication(approval, applied, rules)).toEqual({
      status: 'accepted',
      value: {
        ...applied,
        ...approval,
        status: 'approved',
        share: { gap: 50_00, eligible: 50_00, ineligible: 0, fund: 40_00, local: 10_00 },
      },
    })
  })

  it('is not approved on a day before its year was over', () => {
    const early = approveApplication({ ...approval, approvedOn: '2024-06-01' }, applied, rules)
    expect(early).toMatchObject({ refusal: { code: 'run.year-not-over' } })
  })

  it('is not approved by its maker, nor twice', () => {
    const own = approveApplication({ ...approval, approvedBy: 'fuyang-clerk' }, applied, rules)
    expect(own).toMatchObject({ refusal: { code: 'application.own-approval' } })
    const share = { gap: 50_00, eligible: 50_00, ineligible: 0, fund: 40_00, local: 10_00 }
    const again = approveApplication(approval, { ...applied, ...approval, status: 'approved', share }, rules)
    expect(again).toMatchObject({ refusal: { code: 'application.decided' } })
  })
})
