import { describe, expect, it } from 'vitest'
import { tableAt } from '#shared/policy/policy.ts'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import { actualsOf } from '../../../../services/budget/performance/rules/actuals.ts'
import type { Targets } from '../../../../services/budget/performance/rules/performance.ts'
import {
  draftingFactor,
  draftingTable,
  indicatorTable,
  pointsTable,
  scoreOf,
} from '../../../../services/budget/performance/rules/performance.ts'
import { approveTargets, proposeTargets } from '../../../../services/budget/performance/rules/targets.ts'
import type { Budget } from '../../../../services/budget/planning/rules/budget.ts'

const policy = provincePolicy()
const on = { on: '2025-01-01' }
const table = tableAt(policy, 'performance.indicators', on, indicatorTable)
const steps = tableAt(policy, 'performance.points', on, pointsTable)

/** A year of 960 in and 1,000 out, planned at 950, which began with 300: 100 were due and 97 came in. */
const figures = {
  ...{ opening: 300_00, income: 960_00, expenditure: 1_000_00, planned: 950_00 },
  evidence: {
    collection: { due: 100_00, collected: 97_00 },
    care: { basis: 'year-before' as const, volume: 90, cost: 945_00, volumeBefore: 80, costBefore: 800_00 },
    epidemic: { claims: 0, cost: 0 },
  },
}

describe('what a year came to', () => {
  it('is measured by its cleared figures, each to four decimals', () => {
    expect(actualsOf(figures)).toEqual({
      'collection-rate': '0.9700',
      'budget-execution': '1.0526',
      'current-balance': '0.9600',
      'months-payable': '3.1',
      // 10.50 a claim, and 10.00 the year before.
      'cost-per-claim': '1.0500',
    })
  })

  it('leaves out what has nothing to be measured by', () => {
    const care = { ...figures.evidence.care, basis: 'first-budget' as const }
    const first = { ...figures, evidence: { ...figures.evidence, care } }
    expect(actualsOf(first)).not.toHaveProperty('cost-per-claim')
  })
})

describe('the score of a year', () => {
  const score = (targets: Targets = {}) => scoreOf({ targets, actuals: actualsOf(figures) }, table, steps)

  it('weighs the points of each indicator: 90 × 0.25 + 90 × 0.25 + 90 × 0.20 + 0 × 0.15 + 100 × 0.15 = 78', () => {
    const { indicators, score: whole } = score() ?? { indicators: [], score: 0 }
    expect(indicators.map(({ indicator, attained, points }) => [indicator, attained, points])).toEqual([
      ['collection-rate', '0.9898', 90],
      ['budget-execution', '0.9500', 90],
      ['current-balance', '0.9600', 90],
      ['months-payable', '0.5167', 0],
      ['cost-per-claim', '1.0000', 100],
    ])
    expect(whole).toBe(78)
  })

  it('goes by the targets of its own budget where there are some', () => {
    expect(score({ 'collection-rate': '1' })?.indicators[0]).toMatchObject({
      target: '1',
      attained: '0.9700',
    })
  })

  it('lets the weight of what cannot be measured fall to the others, and is none of nothing', () => {
    const only = scoreOf({ targets: {}, actuals: { 'current-balance': '1' } }, table, steps)
    expect(only).toMatchObject({ score: 100 })
    expect(scoreOf({ targets: {}, actuals: {} }, table, steps)).toBeUndefined()
  })

  it('lets the next budget grow by less after a low one: all from 75, 0.8 from 60, half below', () => {
    const drafting = tableAt(policy, 'performance.drafting', on, draftingTable)
    expect([75, 74, 60, 59, 0].map((each) => draftingFactor(each, drafting))).toEqual([
      ...['1', '0.8', '0.8', '0.5', '0.5'],
    ])
  })
})

describe('the targets of a budget', () => {
  const fund = { city: '340100', scheme: 'resident' } as const
  const proposed = { by: 'clerk', on: '2025-01-05' }
  const budget = { fund, year: 2025, status: 'approved' } as Budget
  const propose = (targets: Targets, state: Budget | undefined = budget) =>
    proposeTargets({ fund, year: 2025, targets, proposed }, undefined, { budget: state, table })
  const refused = (code: string) => ({ status: 'refused', refusal: { code } })

  it('may be harder than the province’s, and not easier, whichever way is better', () => {
    expect(propose({ 'collection-rate': '0.99', 'budget-execution': '0.98' })).toMatchObject({
      value: { status: 'proposed' },
    })
    for (const targets of [{ 'collection-rate': '0.97' }, { 'budget-execution': '1.01' }])
      expect(propose(targets)).toMatchObject(refused('performance.target-easier'))
  })

  it('are set before the year is closed, for a budget that there is', () => {
    expect(propose({ 'collection-rate': '0.99' }, { ...budget, status: 'executed' } as Budget)).toMatchObject(
      refused('performance.year-closed'),
    )
    expect(
      proposeTargets({ fund, year: 2025, targets: { 'collection-rate': '0.99' }, proposed }, undefined, {
        budget: undefined,
        table,
      }),
    ).toMatchObject(refused('budget.unknown'))
  })

  it('are approved by another person, and stand then', () => {
    const made = propose({ 'collection-rate': '0.99' })
    if (made.status === 'refused') throw new Error(made.refusal.code)
    expect(approveTargets({ by: ' Clerk', on: '2025-01-06' }, made.value, { budget })).toMatchObject(
      refused('budget.maker-is-checker'),
    )
    const approved = approveTargets({ by: 'province', on: '2025-01-06' }, made.value, { budget })
    if (approved.status === 'refused') throw new Error(approved.refusal.code)
    expect(approved.value.status).toBe('approved')
    expect(
      proposeTargets({ fund, year: 2025, targets: {}, proposed }, approved.value, { budget, table }),
    ).toMatchObject(refused('performance.targets-approved'))
    expect(approveTargets({ by: 'province', on: '2025-01-06' }, undefined, { budget })).toMatchObject(
      refused('performance.no-targets'),
    )
  })
})
