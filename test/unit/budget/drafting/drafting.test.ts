import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { sum } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { DraftBudget } from '../../../../services/budget/drafting/rules/draft-budget.ts'
import { draftBudget } from '../../../../services/budget/drafting/rules/draft-budget.ts'
import { average, levy, perHead, withEffects } from '../../../../services/budget/drafting/rules/draft-line.ts'
import type { DraftingRules } from '../../../../services/budget/drafting/rules/drafting-rules.ts'
import { draftingRules, weightedHeads } from '../../../../services/budget/drafting/rules/drafting-rules.ts'
import { compileBudget } from '../../../../services/budget/planning/rules/compile-budget.ts'

const heads = (count: number) => new Exact(count)
const bounds = { least: '0', most: '0.12' }
/** 1,000.00, 1,050.00 and 1,102.50 yuan a head: five per cent a year. */
const years = [
  { year: 2022, amount: 100_000_00, heads: heads(100) },
  { year: 2023, amount: 105_000_00, heads: heads(100) },
  { year: 2024, amount: 110_250_00, heads: heads(100) },
]

describe('a line by heads', () => {
  it('grows by the trend of its years and follows the number of heads', () => {
    const { amount, steps } = perHead({ years, planned: { year: 2025, heads: heads(110) }, bounds })
    // 1,102.50 × 1.05 × 110
    expect(amount).toBe(127_338_75)
    expect(steps).toEqual([
      { rule: 'amount-a-head', given: { year: 2024, amount: 110_250_00, heads: '100' }, gives: '110250' },
      {
        rule: 'growth-trend',
        given: { fromYear: 2022, toYear: 2024, measured: '0.05', least: '0', most: '0.12' },
        gives: '0.05',
      },
      { rule: 'planned-heads', given: { years: 1, aHead: '115762.5', heads: '110' }, gives: 127_338_75 },
    ])
  })

  it('follows a growth target instead where there is one', () => {
    const { amount, steps } = perHead({
      years,
      planned: { year: 2025, heads: heads(100) },
      target: '0.02',
      bounds,
    })
    expect(amount).toBe(112_455_00)
    expect(steps[1]).toEqual({ rule: 'growth-target', given: { target: '0.02' }, gives: '0.02' })
  })

  it('grows no faster than its bound, and not at all when one year says nothing of a trend', () => {
    const doubled = years.map((each, index) => ({ ...each, amount: 100_000_00 * 2 ** index }))
    expect(perHead({ years: doubled, planned: { year: 2025, heads: heads(100) }, bounds }).amount).toBe(
      448_000_00,
    )
    expect(
      perHead({ years: years.slice(2), planned: { year: 2026, heads: heads(100) }, bounds }).amount,
    ).toBe(110_250_00)
  })
})

describe('other lines', () => {
  it('are the mean of their years, the later ones weighing more', () => {
    const amounts = [100, 200, 600].map((amount, index) => ({ year: 2022 + index, amount, heads: heads(1) }))
    // (100 × 1 + 200 × 2 + 600 × 3) ÷ 6
    expect(average(amounts, ['1', '2', '3']).amount).toBe(383)
    expect(average(amounts.slice(1), ['1', '2', '3']).amount).toBe(440)
  })

  it('are the levy on the last collection', () => {
    expect(levy(1_000_000, '0.05', 2024)).toEqual({
      amount: 50_000,
      steps: [{ rule: 'levy', given: { year: 2024, collection: 1_000_000, rate: '0.05' }, gives: 50_000 }],
    })
  })

  it('take priced policy changes one by one, each with its source', () => {
    const effects = [
      { amount: 500, source: 're-adjudication 2024 under the new plan' },
      { amount: -200, source: 'fewer stays' },
    ]
    const { amount, steps } = withEffects({ amount: 1_000, steps: [] }, effects)
    expect(amount).toBe(1_300)
    expect(steps).toEqual([
      { rule: 'policy-change', given: { before: 1_000, ...effects[0] }, gives: 1_500 },
      { rule: 'policy-change', given: { before: 1_500, ...effects[1] }, gives: 1_300 },
    ])
  })
})

const rules: DraftingRules = tableAt(
  readPolicy('shared/policy/anhui'),
  'drafting.rules',
  { on: '2025-01-01' },
  draftingRules,
)
/** 10,000 children, 60,000 of working age, 30,000 old: 6,000 + 60,000 + 72,000 weighted heads. */
const people = [10_000, 60_000, 30_000]
const actual = (year: number, premium: number, care: number) => ({
  year,
  heads: people,
  amounts: {
    'individual-premium': premium,
    'centre-subsidy': 2 * premium,
    interest: 6_000_00,
    inpatient: care,
    'upper-level-subsidy': 77_00,
  },
})
const command: DraftBudget = {
  fund: { city: '340100', scheme: 'resident' },
  year: 2025,
  actuals: [
    actual(2022, 35_000_000_00, 80_000_000_00),
    actual(2023, 38_000_000_00, 84_000_000_00),
    actual(2024, 40_000_000_00, 88_200_000_00),
  ],
  opening: { pooled: 50_000_000_00, account: 0, method: 'given' },
  heads: people,
  growthTargets: { 'individual-premium': '0', 'centre-subsidy': '0.03' },
  effects: [
    { line: 'outpatient', amount: 1_500_000_00, source: 're-adjudication 2024, outpatient limit +50' },
  ],
  rules,
  levyRate: '0.05',
}

describe('a draft of a budget', () => {
  it('weighs the insured by what care costs at their age', () => {
    expect(weightedHeads(people, rules).toNumber()).toBe(138_000)
  })

  it('proposes lines with their derivations, their totals and the balance', () => {
    const decision = draftBudget(command)
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    const { lines, totals, fault } = decision.value
    expect(lines.map(({ line, amount }) => [line, amount])).toEqual([
      ['individual-premium', 40_000_000_00],
      ['centre-subsidy', 82_400_000_00],
      ['interest', 6_000_00],
      // 88,200,000 × √(88.2 ÷ 80) = 88,200,000 × 1.05
      ['inpatient', 92_610_000_00],
      ['outpatient', 1_500_000_00],
      // 5 % of 40,000,000 + 80,000,000
      ['upper-level-remittance', 6_000_000_00],
    ])
    expect(totals.pooled).toEqual({
      opening: 50_000_000_00,
      income: 122_406_000_00,
      expenditure: 100_110_000_00,
      current: 22_296_000_00,
      closing: 72_296_000_00,
    })
    expect(fault).toBeUndefined()
  })

  it('plans on no help from above', () => {
    const decision = draftBudget(command)
    expect(decision.status === 'accepted' && decision.value.table.income).not.toHaveProperty(
      'upper-level-subsidy',
    )
  })

  it('says why it could not be compiled as it is', () => {
    const effects = [{ line: 'inpatient', amount: 90_000_000_00, source: 'a new plan, priced' }] as const
    const decision = draftBudget({ ...command, effects })
    expect(decision).toMatchObject({ value: { fault: 'budget.current-deficit' } })
  })

  it('takes at least one year, everyone counted by age, and no line below nil', () => {
    const codeOf = (more: Partial<DraftBudget>) => {
      const decision = draftBudget({ ...command, ...more })
      return decision.status === 'refused' ? decision.refusal.code : 'accepted'
    }
    expect(codeOf({ actuals: [] })).toBe('draft.no-actuals')
    expect(codeOf({ heads: [0, 0, 0] })).toBe('draft.nobody-insured')
    expect(codeOf({ heads: [1, 2] })).toBe('draft.age-groups')
    const effects = [{ line: 'inpatient', amount: -99_000_000_00, source: 'less than nothing' }] as const
    expect(codeOf({ effects })).toBe('draft.negative-line')
  })

  it('adds up, and the last step of each line is its amount', () => {
    const amount = fc.integer({ min: 1, max: 1e12 })
    const count = fc.integer({ min: 1, max: 1e7 })
    fc.assert(
      fc.property(amount, amount, count, (premium, care, more) => {
        const decision = draftBudget({
          ...command,
          actuals: [actual(2023, premium, care), actual(2024, care, premium)],
          heads: [more, more, more],
        })
        if (decision.status === 'refused') throw new Error(decision.refusal.code)
        const { lines, totals, table, fault } = decision.value
        for (const { steps, amount } of lines) expect(steps.at(-1)?.gives).toBe(amount)
        const of = (kind: string) =>
          sum(lines.filter((each) => each.kind === kind).map((each) => each.amount))
        expect(totals.pooled.current).toBe(of('income') - of('expenditure'))
        const signed = { by: 'maker', on: '2024-12-01' }
        const compiled = compileBudget({ fund: command.fund, year: 2025, table, signed }, undefined)
        expect(compiled.status).toBe(fault === undefined ? 'accepted' : 'refused')
      }),
    )
  })
})
