import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvOf } from '#shared/edge/files/sheet.ts'
import { balanceSheet } from '../../../../services/budget/accounts/rules/balance-sheet.ts'
import { incomeStatement } from '../../../../services/budget/accounts/rules/income-statement.ts'
import {
  balanceSheetSheet,
  incomeSheet,
  trialBalanceSheet,
} from '../../../../services/budget/accounts/statement-sheets.ts'
import { accounts } from '../../../../services/budget/ledger/rules/chart.ts'
import type { Movements } from '../../../../services/budget/ledger/rules/movements.ts'
import { addMovements, transfer } from '../../../../services/budget/ledger/rules/movements.ts'
import { trialBalance } from '../../../../services/budget/ledger/rules/trial-balance.ts'
import type { FundPeriod } from '../../../../services/budget/ledger/rules/year-periods.ts'

const period = (name: string, movements: Movements): FundPeriod => ({
  period: name,
  movements,
  counts: { claims: 0, reversals: 0, cost: 0, inScope: 0 },
  entries: 1,
  closedOn: null,
  closedBy: null,
})

/**
 * An employee fund opened with 1,000 yuan of the pool and 100 of personal accounts. January: 500 of premiums, 40 into
 * accounts. February: care of 300, 20 of it from accounts. Of it 250 is ordered, 14 deposit and 16 suspended.
 */
const periods = [
  period('2025-01', {
    'special-account': 1_100_00,
    'pooled-fund': -1_000_00,
    'personal-accounts': -100_00,
    'income-account': 540_00,
    'employer-premium': -500_00,
    'account-premium': -40_00,
  }),
  period('2025-02', {
    inpatient: 280_00,
    'account-benefit': 20_00,
    'payment-orders': -270_00,
    deposits: -14_00,
    suspended: -16_00,
  }),
]

describe('the statement of income and expenditure', () => {
  it('shows the month beside the year, the pooled fund and personal accounts apart', () => {
    const { pooled, account } = incomeStatement(periods, 2025, '2025-02')
    expect(pooled.lines).toEqual([
      { line: 'employer-premium', chinese: '单位缴费收入', kind: 'income', month: 0, year: 500_00 },
      { line: 'inpatient', chinese: '住院费用支出', kind: 'expenditure', month: 280_00, year: 280_00 },
    ])
    expect(pooled.month).toEqual({
      opening: 1_500_00,
      income: 0,
      expenditure: 280_00,
      current: -280_00,
      closing: 1_220_00,
    })
    expect(pooled.year).toEqual({
      opening: 1_000_00,
      income: 500_00,
      expenditure: 280_00,
      current: 220_00,
      closing: 1_220_00,
    })
    expect(account.year).toMatchObject({
      opening: 100_00,
      income: 40_00,
      expenditure: 20_00,
      closing: 120_00,
    })
  })

  it('of the month in which the books were opened begins with what they brought along', () => {
    const { pooled } = incomeStatement(periods.slice(0, 1), 2025, '2025-01')
    expect(pooled.month).toMatchObject({ opening: 1_000_00, income: 500_00, closing: 1_500_00 })
  })

  it('of December holds the final entries, not the carrying of the result', () => {
    const year = [
      ...periods,
      period('2025-12', {}),
      period('2025-13', { 'serious-illness-premium': 30_00, 'serious-illness-receivable': -30_00 }),
      period('2025-14', { inpatient: -280_00, 'pooled-fund': 280_00 }),
    ]
    const { pooled } = incomeStatement(year, 2025, '2025-12')
    expect(pooled.month).toMatchObject({ opening: 1_220_00, expenditure: 30_00, closing: 1_190_00 })
    expect(pooled.year.expenditure).toBe(310_00)
  })

  it('as CSV: a byte-order mark, yuan with two decimals, totals', () => {
    const text = csvOf(incomeSheet(incomeStatement(periods, 2025, '2025-02')))
    expect(text.split('\r\n').slice(0, 9)).toEqual([
      '\uFEFF项目,本月数,本年累计数',
      '统筹基金,,',
      '单位缴费收入,0.00,500.00',
      '收入合计,0.00,500.00',
      '住院费用支出,280.00,280.00',
      '支出合计,280.00,280.00',
      '本期结余,-280.00,220.00',
      '期初滚存结余,1500.00,1000.00',
      '期末滚存结余,1220.00,1220.00',
    ])
  })
})

describe('the balance sheet', () => {
  it('shows assets, liabilities and balances with the result of the year so far', () => {
    const { assets, liabilities, balances, totals } = balanceSheet(periods, '2025-02')
    expect(assets.map(({ account, yearStart, end }) => [account, yearStart, end])).toEqual([
      ['income-account', 0, 540_00],
      ['special-account', 1_100_00, 1_100_00],
    ])
    expect(liabilities.map(({ account, end }) => [account, end])).toEqual([
      ['payment-orders', 270_00],
      ['suspended', 16_00],
      ['deposits', 14_00],
    ])
    expect(balances.map(({ account, yearStart, end }) => [account, yearStart, end])).toEqual([
      ['pooled-fund', 1_000_00, 1_220_00],
      ['personal-accounts', 100_00, 120_00],
    ])
    expect(totals).toEqual({
      assets: { yearStart: 1_100_00, end: 1_640_00 },
      liabilities: { yearStart: 0, end: 300_00 },
      balances: { yearStart: 1_100_00, end: 1_340_00 },
    })
  })

  it('of the next year begins where the last ended, closed or not', () => {
    const closed = [
      ...periods,
      period('2025-14', {
        'employer-premium': 500_00,
        inpatient: -280_00,
        'pooled-fund': -220_00,
        'account-premium': 40_00,
        'account-benefit': -20_00,
        'personal-accounts': -20_00,
      }),
    ]
    const before = balanceSheet(closed, '2025-12').totals.balances.end
    expect(balanceSheet(closed, '2026-01').totals.balances).toEqual({ yearStart: before, end: before })
    expect(balanceSheet(periods, '2026-01').totals.balances.yearStart).toBe(before)
  })

  it('always balances, whatever was booked', () => {
    const account = fc.constantFrom(...accounts)
    const movements = fc
      .array(
        fc
          .tuple(account, account, fc.integer({ min: -1e9, max: 1e9 }))
          .filter(([debit, credit]) => debit !== credit),
        { maxLength: 12 },
      )
      .map((transfers) => addMovements(...transfers.map((each) => transfer(...each))))
    const month = fc.constantFrom('2024-12', '2025-01', '2025-02', '2025-12', '2025-13')
    fc.assert(
      fc.property(fc.array(fc.tuple(month, movements), { maxLength: 6 }), (booked) => {
        const { totals } = balanceSheet(
          booked.map(([name, moved]) => period(name, moved)).sort((a, b) => (a.period < b.period ? -1 : 1)),
          '2025-12',
        )
        expect(totals.assets.end).toBe(totals.liabilities.end + totals.balances.end)
        expect(totals.assets.yearStart).toBe(totals.liabilities.yearStart + totals.balances.yearStart)
      }),
    )
  })

  it('as CSV ends with the two sides equal', () => {
    const rows = csvOf(balanceSheetSheet(balanceSheet(periods, '2025-02')))
      .trim()
      .split('\r\n')
    expect(rows).toContain('资产合计,1100.00,1640.00')
    expect(rows.at(-1)).toBe('负债和净资产总计,1100.00,1640.00')
  })
})

describe('the trial balance as CSV', () => {
  it('has debits and credits in columns of their own', () => {
    const [first, second] = periods
    const rows = csvOf(trialBalanceSheet(trialBalance(first?.movements ?? {}, second?.movements ?? {})))
    expect(rows).toContain('deposits,质量保证金,负债,,,,14.00,,14.00')
    expect(rows).toContain('inpatient,住院费用支出,支出,,,280.00,,280.00,')
  })
})
