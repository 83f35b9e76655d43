import { describe, expect, it } from 'vitest'
import type { Bill } from '../../../../services/contribution/bill/rules/bill.ts'
import type { Receipt } from '../../../../services/contribution/payment/rules/payment.ts'
import { inOrder, linesOn } from '../../../../services/contribution/person-lines/rules/person-line.ts'
import { employerMonth, residentYear } from '../given.ts'

const nothing = { receipts: [], trails: new Map() }
const receipt = (paymentId: string, pooled: number, more: Partial<Receipt> = {}): Receipt => ({
  ...{ paymentId, billId: 'R-P1-2025', scheme: 'resident', city: '340100', fundYear: 2025 },
  ...{ payer: 'individual', pooled, account: 0, paidOn: '2024-11-05', ...more },
})

describe('a line of a person’s contributions', () => {
  it('is what of an employer’s bill is theirs, and the whole of a bill that is theirs alone', () => {
    expect(linesOn(employerMonth, 'P2', nothing)).toMatchObject([
      {
        ...{ billId: 'E-E1-2025-01', kind: 'employer-month', charge: 'normal', state: 'valid' },
        ...{ belongsTo: '2025-01', from: '2025-01', to: '2025-01', employerId: 'E1' },
        ...{ base: 420_000, amount: 37_800, account: 8_400 },
      },
    ])
    expect(linesOn(residentYear, 'P1', nothing)).toMatchObject([{ amount: 40_000, to: '2025-12' }])
    expect(linesOn(employerMonth, 'nobody', nothing)).toEqual([])
  })

  it('of back pay belongs to the month in which it was asked for, and covers the one that was missed', () => {
    const late: Bill = { ...employerMonth, charge: 'back-pay', belongsTo: '2025-04' }
    expect(linesOn(late, 'P1', nothing)).toMatchObject([
      { charge: 'back-pay', belongsTo: '2025-04', from: '2025-01', to: '2025-01' },
    ])
  })

  it('that gives money back is a reversal and names the bill it corrects; what it took back wholly counts no more', () => {
    const [first, second] = employerMonth.persons
    if (!first || !second) throw new Error('nobody')
    const back: Bill = {
      ...{ ...employerMonth, billId: 'E-E1-2025-01-2', charge: 'taken-back' as const },
      persons: [{ ...first, account: -16_000, pooled: -56_000, of: 'E-E1-2025-01' }],
    }
    expect(linesOn(back, 'P1', nothing)).toMatchObject([
      { state: 'reversal', of: 'E-E1-2025-01', amount: -72_000, account: -16_000 },
    ])
    const taken: Bill = { ...employerMonth, takenBack: ['P1'] }
    expect(linesOn(taken, 'P1', nothing)).toMatchObject([{ state: 'reversed' }])
    expect(linesOn(taken, 'P2', nothing)).toMatchObject([{ state: 'valid' }])
    expect(linesOn({ ...residentYear, repairedBy: 'R-P1-2025-repair' }, 'P1', nothing)).toMatchObject([
      { state: 'reversed' },
    ])
  })

  it('has the money on it with its papers: a payment taken back in part still counts, one taken back wholly does not', () => {
    const papers = { taxVoucher: 'SP-1', arrivalBatch: 'B-20241106' }
    const money = (...receipts: Receipt[]) =>
      linesOn(residentYear, 'P1', { receipts, trails: new Map([['a', papers]]) })[0]?.money
    const part = receipt('b', -15_000, { reverses: 'a' })
    expect(money(receipt('a', 40_000), part)).toEqual([
      {
        ...{ paymentId: 'a', payer: 'individual', amount: 40_000, paidOn: '2024-11-05' },
        ...{ state: 'valid', treasury: papers },
      },
      {
        ...{ paymentId: 'b', payer: 'individual', amount: -15_000, paidOn: '2024-11-05' },
        ...{ state: 'reversal', reverses: 'a' },
      },
    ])
    const all = money(receipt('a', 40_000), part, receipt('c', -25_000, { reverses: 'a' }))
    expect(all?.map(({ state }) => state)).toEqual(['reversed', 'reversal', 'reversal'])
    const owned = { premiumId: 'F1', owner: 'P9', city: '340100' } as const
    expect(money(receipt('d', 40_000, { fromAccount: owned }))).toMatchObject([{ fromAccount: true }])
  })

  it('stands by the month it covers, a correction after what it corrects', () => {
    const march: Bill = { ...employerMonth, billId: 'E-E1-2025-03', from: '2025-03', to: '2025-03' }
    const late: Bill = {
      ...employerMonth,
      billId: 'E-E1-2025-01-2',
      charge: 'base-difference',
      belongsTo: '2025-04',
    }
    const lines = [march, late, employerMonth].flatMap((bill) => linesOn(bill, 'P1', nothing))
    expect(inOrder(lines).map(({ billId }) => billId)).toEqual([
      'E-E1-2025-01',
      'E-E1-2025-01-2',
      'E-E1-2025-03',
    ])
  })
})
