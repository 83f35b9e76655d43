import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { seenIn } from '#shared/kernel/seen-wait.ts'
import { whatWaits } from '../../../../services/budget/night/what-waits.ts'

const waits = whatWaits(readPolicy('shared/policy/anhui'))
const fund = { city: '340100', scheme: 'resident' }
const told = (record: object) =>
  seenIn({ pk: 'P', sk: 'S', ...record }, waits).map(({ wait, city, since, until }) => [
    ...[wait, city, since, until],
  ])

const on = (day: string) => ({ by: 'wang', on: day })
const budget = { ...fund, ...{ kind: 'budget', fund, year: 2026, compiled: on('2025-11-03') } }

describe('a budget waits for its next hand', () => {
  it('from the day it was compiled for the reviewer, and from the review for who approves it', () => {
    expect(told({ ...budget, status: 'compiled' })).toEqual([
      ['budget.budgets-are-approved', '340100', '2025-11-03', '2025-11-13'],
    ])
    expect(told({ ...budget, status: 'reviewed', reviewed: on('2025-11-10') })).toEqual([
      ['budget.budgets-are-approved', '340100', '2025-11-10', '2025-11-20'],
    ])
    expect(told({ ...budget, status: 'approved' })).toEqual([])
  })

  it('while an adjustment is proposed or reviewed', () => {
    const adjustment = { reason: 'influenza', proposed: on('2026-06-01') }
    const adjusting = { ...budget, status: 'adjusting', adjustment }
    expect(told(adjusting)).toEqual([
      ['budget.adjustments-are-approved', '340100', '2026-06-01', '2026-06-11'],
    ])
    expect(told({ ...adjusting, adjustment: { ...adjustment, reviewed: on('2026-06-04') } })).toEqual([
      ['budget.adjustments-are-approved', '340100', '2026-06-04', '2026-06-14'],
    ])
  })

  it('with its final accounts from the close on, which are late only after their review', () => {
    const executed = { ...budget, status: 'executed', closedOn: '2027-01-20' }
    expect(told(executed)).toEqual([
      ['budget.final-accounts-are-approved', '340100', '2027-01-20', '9999-12-31'],
    ])
    expect(told({ ...executed, accountsReviewed: on('2027-03-01') })).toEqual([
      ['budget.final-accounts-are-approved', '340100', '2027-03-01', '2027-03-11'],
    ])
    expect(told({ ...executed, status: 'final' })).toEqual([])
  })
})

describe('what is divided by waits for a second hand', () => {
  it('a target until it is approved', () => {
    const target = { kind: 'area-target', fund, year: 2026, proposed: on('2026-01-05') }
    expect(told({ ...target, status: 'proposed' })).toEqual([
      ['budget.targets-are-approved', '340100', '2026-01-05', '2026-01-15'],
    ])
    expect(told({ ...target, status: 'approved' })).toEqual([])
  })

  it('the heads of a package until they are approved', () => {
    const heads = {
      ...fund,
      ...{ kind: 'package-heads', year: 2026, list: 'L1', recorded: on('2026-01-05') },
    }
    expect(told(heads)).toEqual([['budget.package-heads-are-approved', '340100', '2026-01-05', '2026-01-15']])
    expect(told({ ...heads, approved: on('2026-01-06') })).toEqual([])
  })
})
