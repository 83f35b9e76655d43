import { describe, expect, it } from 'vitest'
import { budgetsTakeThreeHands } from '../../../../services/budget/planning/invariants.ts'

const maker = { by: 'maker', on: '2024-12-01' }
const reviewer = { by: 'reviewer', on: '2024-12-05' }
const approver = { by: 'approver', on: '2024-12-10', level: 'province' }
const budget = (more: object) => ({
  ...{ pk: 'BUDGET#340100#resident', sk: '2025', kind: 'budget', status: 'final' },
  fund: { city: '340100', scheme: 'resident' },
  ...{ compiled: maker, reviewed: reviewer, approved: approver },
  ...{ accountsReviewed: reviewer, finalised: approver },
  ...more,
})
const violations = (more: object) => {
  const check = budgetsTakeThreeHands.start()
  check.see(budget(more))
  return check.finish().violations.map(({ what }) => what)
}

describe('a recorded budget', () => {
  it('made, reviewed and approved by three persons stands', () => {
    expect(violations({})).toEqual([])
    expect(violations({ earlier: [{ proposed: maker, reviewed: reviewer, approved: approver }] })).toEqual([])
  })

  it.each([
    ['reviewed and approved by one', { reviewed: { ...reviewer, by: ' Approver' } }],
    ['reviewed by its maker', { reviewed: maker }],
    ['approved by its maker', { approved: { ...approver, by: 'maker' } }],
    ['whose accounts one person reviewed and approved', { finalised: { ...approver, by: 'reviewer' } }],
    ['whose accounts were not reviewed', { accountsReviewed: undefined }],
    ['approved by a city that nothing lets', { approved: { ...approver, level: 'city' } }],
    ['approved before it was reviewed', { approved: { ...approver, on: '2024-12-04' } }],
    ['approved for the province by a city', { approved: { ...approver, division: '340100' } }],
    ['adjusted without a review', { earlier: [{ proposed: maker, approved: approver }] }],
    [
      'adjusted by two',
      { earlier: [{ proposed: maker, reviewed: reviewer, approved: { ...approver, by: 'reviewer' } }] },
    ],
  ])('%s is found', (_, more) => {
    expect(violations(more)).toHaveLength(1)
  })

  it('approved by a city that policy lets stands', () => {
    expect(violations({ approved: { ...approver, level: 'city', delegatedBy: 'decision 1' } })).toEqual([])
  })
})
