import { expect, it } from 'vitest'
import { approveHeads } from '../../../../services/budget/payment-method/rules/package-heads.ts'

it('heads are not approved on a day before they were recorded', () => {
  const recorded = { by: 'li', on: '2026-01-12' }
  const list = {
    year: 2026,
    list: 'L',
    heads: 2,
    insured: 2,
    source: 'decision',
    reason: 'counted',
    recorded,
  }
  const approvedOn = (on: string) => {
    const decision = approveHeads({ by: 'wang', on }, { ...list, source: 'decision' }, 18)
    return decision.status === 'refused' ? decision.refusal.code : decision.value.approved?.on
  }
  expect(approvedOn('2026-01-11')).toBe('package-heads.before-recorded')
  expect(approvedOn('2026-01-12')).toBe('2026-01-12')
})
