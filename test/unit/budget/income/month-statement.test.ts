import { describe, expect, it } from 'vitest'
import type { StatedLine } from '#shared/contracts/contribution.ts'
import { tieMonth } from '../../../../services/budget/income/rules/month-statement.ts'
import { wordsOf } from '../../../../services/budget/income/rules/statement-words.ts'

const paid = (pooled: number, count = 1, more: Partial<StatedLine> = {}): StatedLine => ({
  ...{ line: 'paid', of: 'premium', payer: 'individual', count, pooled, account: 0 },
  ...more,
})
/** March 2025 as stated: 400 yuan of a resident, 12.34 yuan of interest, 100 yuan in suspense, and a sweep of 300. */
const stated = {
  ...{ month: '2025-03', revision: 1, after: { month: '2025-02', revision: 1 } },
  lines: [
    paid(40_000),
    paid(1_234, 1, { line: 'interest', of: 'income', payer: undefined } as never),
    paid(10_000, 1, { line: 'suspense', of: 'received', payer: undefined } as never),
    paid(30_000, 1, { line: 'swept', of: 'swept', payer: undefined } as never),
  ],
  balances: [{ payer: 'individual' as const, opening: 50_000, closing: 10_000 }],
}
const movements = {
  'individual-premium': -40_000,
  interest: -1_234,
  'suspense-receipts': -10_000,
  'income-account': 21_234,
  'special-account': 30_000,
}
const march = { factMonth: '2025-03', bookedIn: '2025-03', facts: 4, movements }
const before = { ...stated, month: '2025-02', lines: [], balances: [], revision: 1 }
const tie = (more: Partial<Parameters<typeof tieMonth>[0]> = {}) =>
  tieMonth({ stated, booked: [march], period: movements, before, ...more })
const named = ({ differences }: ReturnType<typeof tie>) =>
  differences.map(({ line, amount, why, month = '' }) => `${line} ${amount} ${why} ${month}`.trim())

describe('a month as stated, beside the ledger', () => {
  it('is tied where every account moved by what the lines say', () => {
    expect(tie()).toMatchObject({ isTied: true, differences: [] })
    expect(tie().accounts.map(({ account, stated: own, booked }) => [account, own, booked])).toEqual([
      ['individual-premium', 40_000, 40_000],
      ['interest', 1_234, 1_234],
      ['suspense-receipts', 10_000, 10_000],
      ['income-account', 21_234, 21_234],
      ['special-account', 30_000, 30_000],
    ])
  })

  it('names what the ledger was not told yet, and what was told since it was stated', () => {
    const less = {
      ...march,
      facts: 3,
      movements: { ...movements, 'individual-premium': 0, 'income-account': -18_766 },
    }
    expect(named(tie({ booked: [less], period: less.movements }))).toEqual([
      'individual-premium 40000 not-booked',
      'income-account 40000 not-booked',
    ])
    const more = {
      ...march,
      facts: 5,
      movements: { ...movements, 'individual-premium': -40_100, 'income-account': 21_334 },
    }
    expect(named(tie({ booked: [more], period: more.movements }))).toEqual([
      'individual-premium -100 told-since',
      'income-account -100 told-since',
    ])
    expect(tie({ booked: [more], period: more.movements }).isTied).toBe(false)
  })

  it('explains what is booked in another month: paid for the next year, or after the month was closed', () => {
    const elsewhere = { 'individual-premium': -40_000, 'income-account': 40_000 }
    const rest = { ...movements, 'individual-premium': 0, 'income-account': -18_766 }
    const booked = [
      { ...march, facts: 3, movements: rest },
      { ...march, facts: 1, bookedIn: '2026-01', movements: elsewhere },
    ]
    const found = tie({ booked, period: rest })
    expect(named(found)).toEqual([
      'individual-premium 40000 booked-elsewhere 2026-01',
      'income-account 40000 booked-elsewhere 2026-01',
    ])
    expect(found.isTied).toBe(true)
  })

  it('explains what the month’s ledger has of other months, and what vouchers moved', () => {
    const late = {
      factMonth: '2025-01',
      bookedIn: '2025-03',
      facts: 1,
      movements: { interest: -5, 'income-account': 5 },
    }
    const period = { ...movements, interest: -1_339, 'income-account': 21_239 }
    expect(named(tie({ booked: [march, late], period }))).toEqual([
      'interest 5 of-other-months',
      'interest 100 by-hand',
      'income-account 5 of-other-months',
    ])
  })

  it('says where the month before is not stated, and where it was stated again with other balances', () => {
    const { after: _, ...first } = stated
    expect(named(tie({ stated: first }))).toEqual(['opening 0 opening-not-stated'])
    const again = {
      ...before,
      revision: 2,
      balances: [{ payer: 'individual' as const, opening: 0, closing: 49_000 }],
    }
    const found = tie({ before: again })
    expect(named(found)).toEqual(['opening 个人 -1000 opening-changed'])
    expect(found.isTied).toBe(false)
  })

  it('is in Chinese and in English, line by line', () => {
    expect(wordsOf(paid(1, 1, { line: 'refunded', of: 'late-fee', payer: 'employer' }))).toEqual({
      zh: '滞纳金退回（单位）',
      en: 'late fees refunded, by employers',
    })
    expect(wordsOf({ line: 'issued', of: 'subsidy', payer: 'centre' }).zh).toBe('财政补助申报（中央财政）')
  })
})
