import { describe, expect, it } from 'vitest'
import type { Movements } from '../../../../services/budget/ledger/rules/movements.ts'
import { addMovements, imbalanceOf } from '../../../../services/budget/ledger/rules/movements.ts'
import type { FundPeriod } from '../../../../services/budget/ledger/rules/year-periods.ts'
import type { Budget } from '../../../../services/budget/planning/rules/budget.ts'
import type { YearToClose } from '../../../../services/budget/year-close/rules/close-year.ts'
import { closeYear } from '../../../../services/budget/year-close/rules/close-year.ts'

const fund = { city: '340100', scheme: 'resident' } as const
const signed = { by: 'checker', on: '2024-12-10' }
const budget: Budget = {
  fund,
  year: 2025,
  status: 'approved',
  compiled: { by: 'maker', on: '2024-12-01' },
  reviewed: signed,
  approved: signed,
  table: {
    openingBalance: 900,
    accountOpeningBalance: 0,
    income: { 'individual-premium': 500 },
    expenditure: { inpatient: 300, 'serious-illness-premium': 40 },
  },
}
const period = (name: string, movements: Movements): FundPeriod => ({
  period: name,
  movements,
  counts: { claims: 0, reversals: 0, cost: 0, inScope: 0 },
  entries: 1,
  closedOn: '2025-12-31',
  closedBy: 'MS-340100-resident-2025-12',
})
const state = (more: Partial<YearToClose> = {}): YearToClose => ({
  budget,
  openOrders: 0,
  decemberSettled: true,
  periods: [
    period('2025-01', { 'special-account': 900, 'pooled-fund': -900 }),
    period('2025-12', {
      'income-account': 510,
      'individual-premium': -400,
      'centre-subsidy': -100,
      interest: -10,
      inpatient: 290,
      'institutions-payable': -290,
    }),
  ],
  ...more,
})
const close = (more: Partial<YearToClose> = {}) =>
  closeYear({ fund, year: 2025, on: '2026-01-15' }, state(more))
const refusal = (code: string) => ({ status: 'refused', refusal: { code } })

describe('closing a fund year', () => {
  it('is for a day after its last one: no year ends in June', () => {
    for (const on of ['2025-06-01', '2025-12-31'])
      expect(closeYear({ fund, year: 2025, on }, state())).toMatchObject(refusal('fund-year.not-over'))
  })

  it('reports the pool and its collection, executes the insurance premium, and empties every line', () => {
    expect(close()).toEqual({
      status: 'accepted',
      value: {
        fund,
        year: 2025,
        closedOn: '2026-01-15',
        pooledCollection: 500,
        income: 510,
        expenditure: 330,
        plannedExpenditure: 340,
        openingBalance: 900,
        closingBalance: 1080,
        finalEntries: { 'serious-illness-premium': 40, 'serious-illness-receivable': -40 },
        resultCarried: {
          'individual-premium': 400,
          'centre-subsidy': 100,
          interest: 10,
          inpatient: -290,
          'serious-illness-premium': -40,
          'pooled-fund': -180,
        },
      },
    })
  })

  it('carries a result that balances, and leaves the pooled fund with the closing balance', () => {
    const decision = close()
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    const { finalEntries, resultCarried, closingBalance } = decision.value
    expect(imbalanceOf(resultCarried)).toBe(0)
    const books = addMovements(
      ...state().periods.map(({ movements }) => movements),
      finalEntries,
      resultCarried,
    )
    expect(books['pooled-fund']).toBe(-closingBalance)
    expect(books.inpatient).toBeUndefined()
  })

  it('is refused while December is unsettled or an order of the year unpaid', () => {
    expect(close({ decemberSettled: false })).toMatchObject(refusal('year-close.months-open'))
    expect(close({ openOrders: 2 })).toMatchObject(refusal('year-close.orders-open'))
  })

  it('owes the insurer what of the premium was not booked before', () => {
    const booked = { 'serious-illness-premium': 15, 'special-account': -15 }
    const periods = [...state().periods, period('2025-11', booked)]
    expect(close({ periods })).toMatchObject({
      value: { expenditure: 330, finalEntries: { 'serious-illness-premium': 25 } },
    })
  })

  it('is refused while more was spent on a line than was approved, be it without any budget', () => {
    const spends = (movements: Movements) => ({
      periods: [...state().periods, period('2025-11', { 'institutions-payable': -11, ...movements })],
    })
    expect(close(spends({ inpatient: 11 }))).toMatchObject({
      refusal: {
        code: 'year-close.lines-overrun',
        figures: { line: 'inpatient', over: 1, lines: 1, year: 2025 },
      },
    })
    expect(close(spends({ outpatient: 11 }))).toMatchObject({
      refusal: { figures: { line: 'outpatient', over: 11 } },
    })
    expect(close(spends({ inpatient: 10, 'institutions-payable': -10 })).status).toBe('accepted')
  })

  it('is refused without an approved budget', () => {
    expect(close({ budget: undefined })).toMatchObject(refusal('year-close.no-approved-budget'))
    const { approved, ...rest } = budget
    expect(close({ budget: { ...rest, status: 'reviewed', reviewed: approved } })).toMatchObject(
      refusal('year-close.no-approved-budget'),
    )
  })

  it('is refused when the books do not balance', () => {
    expect(
      close({ periods: [period('2025-01', { 'special-account': 900, 'pooled-fund': -899 })] }),
    ).toMatchObject({
      status: 'refused',
      refusal: { code: 'year-close.unbalanced', figures: { imbalance: 1 } },
    })
  })
})
