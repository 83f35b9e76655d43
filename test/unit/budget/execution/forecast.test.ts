import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum } from '#shared/money/fen.ts'
import { institutionLines } from '../../../../services/budget/claims/rules/institution-lines.ts'
import { executionOf } from '../../../../services/budget/execution/rules/execution.ts'
import { forecastLine, forecastTotals } from '../../../../services/budget/execution/rules/forecast.ts'
import { committedByLine, owedIn } from '../../../../services/budget/execution/rules/owed.ts'

const line = {
  line: 'inpatient',
  budget: 1_000_00,
  executed: 238_00,
  seasonalShare: 0.238,
  months: 3,
  asBudgeted: ['individual-premium', 'serious-illness-premium', 'upper-level-remittance'],
} as const

describe('the forecast of a line', () => {
  it('leaves what a clearing booked for earlier years out of the season, and adds it as it is', () => {
    const alone = forecastLine(line).amount
    const ofEarlier = 50_00
    expect(forecastLine({ ...line, executed: line.executed + ofEarlier, ofEarlier })).toEqual({
      amount: alone + ofEarlier,
      method: 'seasonal',
    })
  })

  it('is what is executed ÷ the share of the year that usually lies in its months', () => {
    expect(forecastLine(line)).toEqual({ amount: 1_000_00, method: 'seasonal' })
    expect(forecastLine({ ...line, executed: 300_00 })).toEqual({ amount: 126_050, method: 'seasonal' })
  })

  it('is the budget where nothing is booked yet, and for what is booked in one sum', () => {
    expect(forecastLine({ ...line, executed: 0 })).toEqual({ amount: 1_000_00, method: 'as-budgeted' })
    expect(forecastLine({ ...line, line: 'serious-illness-premium', executed: 0 })).toMatchObject({
      amount: 1_000_00,
    })
    expect(forecastLine({ ...line, line: 'upper-level-remittance', executed: 1_200_00 })).toEqual({
      amount: 1_200_00,
      method: 'as-budgeted',
    })
  })

  it('is the budget, or what has come if that is more, where premiums are paid in one sum before the year', () => {
    const premium = { ...line, line: 'individual-premium' } as const
    expect(forecastLine({ ...premium, executed: 990_00 })).toEqual({
      amount: 1_000_00,
      method: 'as-budgeted',
    })
    expect(forecastLine({ ...premium, executed: 1_010_00 })).toEqual({
      amount: 1_010_00,
      method: 'as-budgeted',
    })
  })

  it('is what was executed when the year is over', () => {
    expect(forecastLine({ ...line, months: 12 })).toEqual({ amount: 238_00, method: 'executed' })
  })

  it('adds up to the balance at the end of the year', () => {
    const lines = [
      { kind: 'income', forecast: { amount: 900, method: 'seasonal' } },
      { kind: 'expenditure', forecast: { amount: 1_000, method: 'seasonal' } },
    ] as const
    expect(forecastTotals(500, lines)).toEqual({
      opening: 500,
      income: 900,
      expenditure: 1_000,
      current: -100,
      closing: 400,
    })
  })
})

describe('what a fund still owes', () => {
  const balances = {
    'institutions-payable': -100,
    'payment-orders': -60,
    suspended: -30,
    deposits: -10,
    'adjustment-fund-payable': -7,
  }

  it('is unsettled claims, unpaid orders, what is held until the year’s end, care elsewhere, and levies', () => {
    expect(owedIn({ ...balances, 'cities-payable': -40, 'provinces-payable': -3 })).toEqual({
      unsettled: 100,
      ordered: 60,
      suspended: 30,
      deposits: 10,
      elsewhere: 43,
      levies: 7,
      total: 250,
    })
  })

  it('is laid on the lines of care by what was booked on them, other funds bearing their part', () => {
    const during = { inpatient: 500, outpatient: 300, 'medical-aid-receivable': 200 }
    expect(committedByLine(owedIn(balances), during)).toMatchObject({
      inpatient: 100,
      outpatient: 60,
      'upper-level-remittance': 7,
    })
    expect(committedByLine(owedIn(balances), {})).toEqual({ 'upper-level-remittance': 7 })
  })

  it('never lays more on the lines than is owed', () => {
    const amount = fc.integer({ min: 0, max: 1e12 })
    fc.assert(
      fc.property(amount, amount, amount, amount, (payable, inpatient, outpatient, receivable) => {
        const owed = owedIn({ 'institutions-payable': -payable })
        const during = { inpatient, outpatient, 'medical-aid-receivable': receivable }
        const laid = sum(Object.values(committedByLine(owed, during)))
        expect(laid).toBeLessThanOrEqual(payable)
        if (receivable === 0 && inpatient + outpatient > 0) expect(laid).toBe(payable)
      }),
    )
  })
})

describe('the execution of a year', () => {
  it('shows of each line what is still owed, and the fund’s year-end', () => {
    const even = Array.from({ length: 12 }, () => '1')
    const period = (name: string, movements: object) => ({
      period: name,
      movements,
      counts: { claims: 0, reversals: 0, cost: 0, inScope: 0 },
      entries: 1,
      closedOn: null,
      closedBy: null,
    })
    const execution = executionOf({
      year: 2025,
      through: '2025-03',
      pattern: { income: even, expenditure: even },
      asBudgeted: ['serious-illness-premium'],
      periods: [
        period('2025-01', { 'special-account': 900, 'pooled-fund': -900, 'employer-premium': -500 }),
        period('2025-02', { inpatient: 300, 'institutions-payable': -300 }),
        period('2025-03', { 'institutions-payable': 200, 'payment-orders': -50 }),
      ],
      table: {
        openingBalance: 900,
        accountOpeningBalance: 0,
        income: { 'employer-premium': 2_000 },
        expenditure: { inpatient: 1_000, 'serious-illness-premium': 100 },
      },
    })
    expect(execution.lines.map((each) => [each.line, each.committed, each.forecast])).toEqual([
      ['employer-premium', 0, { amount: 2_000, method: 'seasonal' }],
      ['inpatient', 150, { amount: 1_200, method: 'seasonal' }],
      ['serious-illness-premium', 0, { amount: 100, method: 'as-budgeted' }],
    ])
    expect(execution.forecast).toEqual({
      opening: 900,
      income: 2_000,
      expenditure: 1_300,
      current: 700,
      closing: 1_600,
    })
  })
})

describe('an institution’s month by line', () => {
  it('is stays, chronic diseases, the rest as outpatient, and personal accounts', () => {
    expect(institutionLines({ controlled: 1_000, inpatient: 600, chronic: 150, account: 40 })).toEqual({
      inpatient: 600,
      outpatient: 250,
      'chronic-special': 150,
      'account-benefit': 40,
    })
  })
})
