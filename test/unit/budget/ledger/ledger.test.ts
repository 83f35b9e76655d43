import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { claimMovements, countClaims } from '../../../../services/budget/claims/rules/claims-entry.ts'
import { contributionMovements } from '../../../../services/budget/income/rules/contribution-entry.ts'
import {
  accounts,
  collectionLines,
  expenditureLines,
  incomeLines,
  poolOf,
} from '../../../../services/budget/ledger/rules/chart.ts'
import { checkedEntry } from '../../../../services/budget/ledger/rules/journal-entry.ts'
import { addMovements, imbalanceOf, transfer } from '../../../../services/budget/ledger/rules/movements.ts'
import { periodAfter, periodFor } from '../../../../services/budget/ledger/rules/period.ts'
import { trialBalance } from '../../../../services/budget/ledger/rules/trial-balance.ts'

const claim = (more: Partial<SettledClaim> = {}): SettledClaim => ({
  claimId: 'C1',
  institution: 'H1',
  care: 'inpatient',
  settledOn: '2025-01-20',
  total: 1_000_000,
  inScope: 900_000,
  basic: 600_000,
  seriousIllness: 100_000,
  medicalAid: 50_000,
  supplement: 20_000,
  account: 30_000,
  cash: 200_000,
  ...more,
})

const amount = fc.integer({ min: -1e12, max: 1e12 })
const anyClaim = fc
  .record({
    care: fc.constantFrom('inpatient' as const, 'outpatient' as const),
    basic: amount,
    seriousIllness: amount,
    medicalAid: amount,
    supplement: amount,
    account: amount,
  })
  .map((parts) => claim(parts))

describe('the chart of accounts', () => {
  it('has every budget line as an account of its own, and each line belongs to one pool', () => {
    expect(accounts).toEqual(expect.arrayContaining([...incomeLines, ...expenditureLines]))
    expect(incomeLines.filter((line) => poolOf(line) === 'account')).toEqual([
      'account-premium',
      'account-interest',
      'account-allocation',
      'account-transferred-in',
    ])
  })

  it('counts premiums and subsidies as collection, not interest, transfers or help from above', () => {
    expect(collectionLines).toEqual([
      'individual-premium',
      'employer-premium',
      'large-sum-premium',
      'medical-aid-premium',
      'centre-subsidy',
      'province-subsidy',
      'city-subsidy',
      'county-subsidy',
    ])
  })
})

describe('claims in the ledger', () => {
  it('spend the pool by line, are owed back by the other funds, and owed to institutions; cash is not ours', () => {
    expect(claimMovements([claim(), claim({ care: 'outpatient', basic: 5_000 })])).toEqual({
      inpatient: 600_000,
      outpatient: 5_000,
      'serious-illness-receivable': 200_000,
      'medical-aid-receivable': 100_000,
      'supplement-receivable': 40_000,
      'account-benefit': 60_000,
      'institutions-payable': -1_005_000,
    })
  })

  it('always balance, and the order of claims does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 40 }), (claims) => {
        const movements = claimMovements(claims)
        expect(imbalanceOf(movements)).toBe(0)
        expect(claimMovements(claims.toReversed())).toEqual(movements)
      }),
    )
  })

  it('count reversals apart, and take their cost back', () => {
    const reversal = claim({ claimId: 'C1-R', reverses: 'C1', total: -1_000_000, inScope: -900_000 })
    expect(countClaims([claim(), claim({ claimId: 'C2' }), reversal])).toEqual({
      claims: 2,
      reversals: 1,
      cost: 1_000_000,
      inScope: 900_000,
    })
  })
})

describe('corrections of claims in the ledger', () => {
  it('move money like any claim, but are not counted as one', () => {
    const correction = claim({
      ...{ claimId: 'C1.1', corrects: 'C1', total: 0, inScope: -120_000, basic: -108_000 },
      ...{ seriousIllness: 0, medicalAid: 0, supplement: 0, account: 0, cash: 108_000 },
    })
    expect(countClaims([claim(), correction])).toMatchObject({ claims: 1, reversals: 0, cost: 1_000_000 })
    expect(claimMovements([correction])).toEqual({ inpatient: -108_000, 'institutions-payable': 108_000 })
  })
})

describe('contributions in the ledger', () => {
  it('are income of their payer, what goes to personal accounts apart', () => {
    expect(contributionMovements({ payer: 'employer', pooled: 500, account: 0 })).toEqual({
      'income-account': 500,
      'employer-premium': -500,
    })
    expect(contributionMovements({ payer: 'individual', pooled: 0, account: 200 })).toEqual({
      'income-account': 200,
      'account-premium': -200,
    })
    const ofLargeSum = { pooled: 749, account: 0, line: 'large-sum' } as const
    for (const payer of ['employer', 'individual'] as const)
      expect(contributionMovements({ payer, ...ofLargeSum })).toEqual({
        'income-account': 749,
        'large-sum-premium': -749,
      })
    expect(contributionMovements({ payer: 'centre', pooled: 258, account: 0 })).toEqual({
      'income-account': 258,
      'centre-subsidy': -258,
    })
  })

  it('refunded, are taken back from the same line', () => {
    const paid = contributionMovements({ payer: 'individual', pooled: 400, account: 0 })
    const refunded = contributionMovements({ payer: 'individual', pooled: -400, account: 0 })
    expect(addMovements(paid, refunded)).toEqual({})
  })
})

describe('a journal entry', () => {
  const entry = (movements: object) => ({
    entryId: 'E-1',
    fund: { city: '340100', scheme: 'resident' } as const,
    month: '2025-01',
    reason: 'opening' as const,
    on: '2025-01-01',
    source: 'test',
    movements,
  })

  it('that does not sum to zero is refused by whoever writes or reads it', () => {
    expect(() => checkedEntry(entry({ inpatient: 1 }))).toThrow(
      expect.objectContaining({ code: 'ledger.unbalanced' }),
    )
  })

  it('knows only accounts of the chart', () => {
    expect(() => checkedEntry(entry({ inpatient: 1, gifts: -1 }))).toThrow(
      expect.objectContaining({ code: 'ledger.unknown-account' }),
    )
  })
})

describe('the trial balance', () => {
  it('shows what an account held, moved and holds, and sums to zero', () => {
    const before = transfer('special-account', 'pooled-fund', 900)
    const moved = transfer('expenditure-account', 'special-account', 300)
    const { rows, imbalance } = trialBalance(before, moved)
    expect(rows.map(({ account, before, moved, balance }) => [account, before, moved, balance])).toEqual([
      ['special-account', 900, -300, 600],
      ['expenditure-account', 0, 300, 300],
      ['pooled-fund', -900, 0, -900],
    ])
    expect(imbalance).toBe(0)
  })
})

describe('the period of a fact', () => {
  it('is its month, but what is paid before its fund year belongs to the January', () => {
    expect(periodFor('2024-11-30', 2025)).toBe('2025-01')
    expect(periodFor('2025-03-02', 2025)).toBe('2025-03')
    expect(periodFor('2026-01-05', 2025)).toBe('2026-01')
  })

  it('of a settlement lies after the month it closed', () => {
    expect(periodAfter('2025-01', '2025-01-31')).toBe('2025-02')
    expect(periodAfter('2025-01', '2025-03-02')).toBe('2025-03')
    expect(periodAfter('2025-12', '2025-12-31')).toBe('2026-01')
  })
})
