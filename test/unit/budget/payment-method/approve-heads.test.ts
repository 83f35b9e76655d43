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
    const decision = approveHeads(
      { by: 'wang', on },
      { ...list, source: 'decision' },
      { counted: 18, others: 0 },
    )
    return decision.status === 'refused' ? decision.refusal.code : decision.value.approved?.on
  }
  expect(approvedOn('2026-01-11')).toBe('package-heads.before-recorded')
  expect(approvedOn('2026-01-12')).toBe('2026-01-12')
})

it('all lists of a fund and year together have no more heads than contributions are paid for', () => {
  const state = {
    ...{ year: 2026, list: 'L', heads: 8, insured: 20, source: 'decision' as const, reason: 'counted' },
    recorded: { by: 'li', on: '2026-01-12' },
  }
  const approve = (others: number) =>
    approveHeads({ by: 'wang', on: '2026-01-13' }, state, { counted: 18, others })
  expect(approve(10)).toMatchObject({ value: { heads: 8, counted: 18, together: 18 } })
  expect(approve(11)).toMatchObject({
    refusal: { code: 'package-heads.above-counted', figures: { heads: 8, others: 11, counted: 18 } },
  })
})
