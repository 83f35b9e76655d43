import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '../../../../services/budget/ledger/rules/journal-entry.ts'
import type { DraftVoucher, Voucher } from '../../../../services/budget/vouchers/rules/voucher.ts'
import { approveVoucher, draftVoucher } from '../../../../services/budget/vouchers/rules/voucher.ts'

/** A quarter's interest of 12,345.67 yuan on the special account. */
const interest: DraftVoucher = {
  voucherId: 'V-1',
  fund: { city: '340100', scheme: 'resident' },
  on: '2025-03-21',
  reason: 'interest of the first quarter',
  movements: { 'special-account': 1_234_567, interest: -1_234_567 },
  drafted: { by: 'maker', on: '2025-03-21' },
}
const corrected: JournalEntry = {
  entryId: 'E-9',
  fund: interest.fund,
  month: '2025-02',
  reason: 'contribution-received',
  on: '2025-02-03',
  source: 'contribution-received:P9',
  movements: { 'income-account': 500, 'province-subsidy': -500 },
}
/** A subsidy of the city's that was booked as the province's. */
const correction: DraftVoucher = {
  ...interest,
  reason: 'the subsidy was the city’s',
  corrects: { period: '2025-02', entryId: 'E-9' },
  movements: { 'province-subsidy': 500, 'city-subsidy': -500 },
}
const codeOf = (decision: ReturnType<typeof draftVoucher>) =>
  decision.status === 'refused' ? decision.refusal.code : decision.value.status

describe('a voucher', () => {
  it('books interest, and may correct an entry that is there', () => {
    expect(draftVoucher(interest, {})).toEqual({
      status: 'accepted',
      value: { ...interest, status: 'drafted' },
    })
    expect(codeOf(draftVoucher(correction, { corrected }))).toBe('drafted')
  })

  it.each([
    ['voucher.unbalanced', { ...interest, movements: { 'special-account': 100, interest: -99 } }],
    ['voucher.empty', { ...interest, movements: { interest: 0 } }],
    [
      'voucher.account-led-elsewhere',
      { ...interest, movements: { inpatient: 100, 'institutions-payable': -100 } },
    ],
    [
      'voucher.account-led-elsewhere',
      { ...interest, movements: { 'pooled-fund': 100, 'special-account': -100 } },
    ],
    [
      'voucher.no-personal-accounts',
      { ...interest, movements: { 'special-account': 100, 'account-interest': -100 } },
    ],
    ['voucher.corrects-unknown', correction],
  ])('is refused: %s', (code, command) => {
    expect(codeOf(draftVoucher(command, {}))).toBe(code)
  })

  it('invents no subsidy, hides no collection from the levy, and pays no care: receipts and claims lead these sums', () => {
    const moving = (movements: DraftVoucher['movements']) =>
      codeOf(draftVoucher({ ...interest, fund: { city: '340100', scheme: 'employee' }, movements }, {}))
    const led = 'voucher.lines-led-elsewhere'
    expect(moving({ 'special-account': 900_000_000, 'centre-subsidy': -900_000_000 })).toBe(led)
    expect(moving({ 'employer-premium': 500_000, 'other-income': -500_000 })).toBe(led)
    expect(moving({ 'employer-premium': 500_000, 'account-premium': -500_000 })).toBe(led)
    expect(moving({ 'special-account': -500_000, inpatient: 500_000 })).toBe(led)
    expect(moving({ inpatient: 500_000, outpatient: -500_000 })).toBe('drafted')
    expect(moving({ 'special-account': -500_000, 'transfer-out': 500_000 })).toBe('drafted')
  })

  it('is of a day on which the fund’s books are open', () => {
    expect(codeOf(draftVoucher(interest, { booksFrom: '2025-01-01' }))).toBe('drafted')
    const before = { ...interest, on: '2024-12-31' }
    expect(codeOf(draftVoucher(before, { booksFrom: '2025-01-01' }))).toBe('voucher.before-books')
  })

  it('corrects nothing that was booked later', () => {
    expect(codeOf(draftVoucher({ ...correction, on: '2025-01-31' }, { corrected }))).toBe(
      'voucher.corrects-later',
    )
  })

  it('comes again harmlessly, but not with other content', () => {
    const voucher: Voucher = { ...interest, status: 'drafted' }
    expect(draftVoucher(interest, { voucher })).toEqual({ status: 'accepted', value: voucher })
    expect(codeOf(draftVoucher({ ...interest, on: '2025-03-22' }, { voucher }))).toBe('voucher.other-content')
  })

  it('is approved by another than who drafted it', () => {
    const voucher: Voucher = { ...interest, status: 'drafted' }
    expect(codeOf(approveVoucher({ by: 'maker', on: '2025-03-22' }, voucher))).toBe(
      'voucher.maker-is-checker',
    )
    expect(approveVoucher({ by: 'checker', on: '2025-03-22' }, voucher)).toEqual({
      status: 'accepted',
      value: voucher,
    })
  })
})
