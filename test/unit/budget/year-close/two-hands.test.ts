import { describe, expect, it } from 'vitest'
import { yearsAreClosedByTwo } from '../../../../services/budget/year-close/invariants.ts'

const [clerk, chief] = [
  { by: 'clerk', on: '2026-01-20' },
  { by: 'chief', on: '2026-01-25' },
]
const violations = (more: object) => {
  const check = yearsAreClosedByTwo.start()
  check.see({ pk: 'FUND#340100#employee', sk: 'YEAR-CLOSE#2025', kind: 'fund-year-closed', ...more })
  return check.finish().violations
}

describe('a recorded close', () => {
  it('by two persons stands', () => {
    expect(violations({ proposed: clerk, approved: chief })).toEqual([])
  })

  it.each([
    ['proposed and approved by one', { proposed: clerk, approved: { ...chief, by: ' Clerk' } }],
    ['that nobody approved', { proposed: clerk }],
    ['that nobody proposed', { approved: chief }],
  ])('%s is found', (_, more) => {
    expect(violations(more)).toHaveLength(1)
  })
})
