import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { executionOf } from '../../../../services/budget/execution/rules/execution.ts'
import { quarterOf } from '../../../../services/budget/execution/rules/quarter.ts'
import {
  seasonalPatterns,
  seasonalShare,
} from '../../../../services/budget/execution/rules/seasonal-pattern.ts'
import type { Movements } from '../../../../services/budget/ledger/rules/movements.ts'
import type { FundPeriod } from '../../../../services/budget/ledger/rules/year-periods.ts'

const policy = readPolicy('shared/policy/anhui')
const moment = { on: '2025-03-31' }
const period = (name: string, movements: Movements): FundPeriod => ({
  period: name,
  movements,
  counts: { claims: 1, reversals: 0, cost: 0, inScope: 0 },
  entries: 1,
  closedOn: null,
  closedBy: null,
})
const even = Array.from({ length: 12 }, () => '1')
const figures = {
  year: 2025,
  through: '2025-03',
  pattern: { income: even, expenditure: even },
  asBudgeted: [],
  periods: [
    period('2025-01', { 'special-account': 1_000_00, 'pooled-fund': -900_00, 'personal-accounts': -100_00 }),
    period('2025-02', { 'income-account': 500_00, 'employer-premium': -500_00 }),
    period('2025-03', { inpatient: 300_00, 'account-benefit': 20_00, 'institutions-payable': -320_00 }),
    period('2025-04', { inpatient: 999_00, 'institutions-payable': -999_00 }),
  ],
  table: {
    openingBalance: 900_00,
    accountOpeningBalance: 100_00,
    income: { 'employer-premium': 2_000_00 },
    expenditure: { inpatient: 1_000_00 },
  },
} as const

describe('the execution of a budget', () => {
  it('shows each line beside its budget and the season, through the month asked for', () => {
    const { lines } = executionOf(figures)
    expect(lines).toEqual([
      expect.objectContaining({
        line: 'employer-premium',
        kind: 'income',
        budget: 2_000_00,
        executed: 500_00,
        remaining: 1_500_00,
        share: 0.25,
        seasonalShare: 0.25,
      }),
      expect.objectContaining({ line: 'inpatient', executed: 300_00, remaining: 700_00, share: 0.3 }),
      expect.objectContaining({ line: 'account-benefit', pool: 'account', budget: 0, share: null }),
    ])
  })

  it('balances the pool apart from the personal accounts', () => {
    expect(executionOf(figures)).toMatchObject({
      opening: 900_00,
      income: 500_00,
      expenditure: 300_00,
      current: 200_00,
      closing: 1_100_00,
      account: { opening: 100_00, income: 0, expenditure: 20_00, closing: 80_00 },
      // 1,100 at 100 a month; 30 % of the budget spent in a quarter of the year.
      monthsPayable: 11,
      pace: { spent: 0.3, seasonal: 0.25, ahead: 0.05 },
    })
  })

  it('counts the months payable by what the months cost, not by what was booked of earlier years', () => {
    const costs = { ofEarlier: { inpatient: { methods: 80_00 } }, later: { inpatient: { claims: 10_00 } } }
    // Of 300 booked, 80 are of the year before: 1,100 at 73.33 a month. What comes later is of the whole year.
    expect(executionOf({ ...figures, costs })).toMatchObject({
      ...{ expenditure: 300_00, cost: 220_00, monthsPayable: 15 },
    })
  })

  it('opens a year with what the one before left, whether that one is closed yet or not', () => {
    const next = executionOf({ ...figures, year: 2026, through: '2026-01' })
    expect(next).toMatchObject({ opening: 101_00, account: { opening: 80_00 } })
    const carried = period('2025-14', {
      'employer-premium': 500_00,
      inpatient: -1_299_00,
      'pooled-fund': 799_00,
    })
    expect(
      executionOf({ ...figures, year: 2026, through: '2026-01', periods: [...figures.periods, carried] })
        .opening,
    ).toBe(101_00)
  })

  it('has no pace without an approved budget', () => {
    expect(executionOf({ ...figures, table: undefined }).pace).toBeNull()
  })

  it('reads the season of the province: residents’ income lies at the turn of the year', () => {
    const { resident } = tableAt(policy, 'budget.seasonal_pattern', moment, seasonalPatterns)
    expect(seasonalShare(resident.income, 3)).toBe(0.57)
    expect(seasonalShare(resident.expenditure, 12)).toBe(1)
  })
})

describe('a quarter', () => {
  it('of a county, the first, is −3,754 for residents and 1,012 for employees (case C-quarter)', () => {
    const currentOf = (income: number, expenditure: number) =>
      quarterOf(
        [
          period('2023-01', { 'special-account': 9055, 'pooled-fund': -9055, 'other-income': -income }),
          period('2023-03', { inpatient: expenditure }),
        ],
        '2023-03',
      ).current
    expect([currentOf(116, 3870), currentOf(4563, 3551)]).toEqual([-3754, 1012])
  })

  it('is counted from its first month to the month asked for, without personal accounts', () => {
    expect(executionOf(figures).quarter).toEqual({
      ...{ from: '2025-01', income: 500_00, expenditure: 300_00, current: 200_00 },
    })
    expect(executionOf({ ...figures, through: '2025-02' }).quarter).toMatchObject({ current: 500_00 })
    expect(executionOf({ ...figures, through: '2025-05' }).quarter).toEqual({
      ...{ from: '2025-04', income: 0, expenditure: 999_00, current: -999_00 },
    })
  })

  it('the last one holds the final entries of the year, and not that its result is carried', () => {
    const ends = [
      period('2025-10', { inpatient: 10_00 }),
      period('2025-13', { inpatient: 5_00 }),
      period('2025-14', { inpatient: -15_00, 'pooled-fund': 15_00 }),
    ]
    expect(quarterOf(ends, '2025-12')).toMatchObject({ from: '2025-10', expenditure: 15_00 })
  })
})
