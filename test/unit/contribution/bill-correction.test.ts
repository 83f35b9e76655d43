import { describe, expect, it } from 'vitest'
import { correctedByTwo } from '../../../services/contribution/night/invariants/bill-corrections.ts'

const bill = {
  ...{ billId: 'R-P1-2025', kind: 'resident-year', scheme: 'resident', city: '340100', fundYear: 2025 },
  ...{ persons: [{ personId: 'P1', account: 0 }], paid: {}, status: 'issued' },
  dues: [{ payer: 'individual', pooled: 40_000, account: 0 }],
  corrected: { count: 1, own: 4_000 },
}
const difference = {
  ...bill,
  ...{ billId: 'D-P1-2025-1', kind: 'resident-difference', charge: 'refund', corrected: undefined },
  dues: [{ payer: 'individual', pooled: -36_000, account: 0 }],
}
const correction = {
  ...{ correctionId: 'BC-1', billId: 'R-P1-2025', state: 'approved', own: -36_000, aidFunded: 36_000 },
  ...{ differenceBill: 'D-P1-2025-1', why: 'late', document: 'MZ-1' },
  ...{ proposed: { by: 'A', on: '2025-07-01' }, decided: { by: 'B', on: '2025-07-02' } },
}

const faultsOf = (bills: readonly object[], corrections: readonly object[]): string[] => {
  const { see, finish } = correctedByTwo.start()
  for (const each of bills) see({ pk: 'x', sk: 'x', kind: 'bill', bill: each } as never)
  for (const each of corrections)
    see({ pk: 'x', sk: 'x', kind: 'bill-correction', correction: each } as never)
  return finish().violations.map(({ what }) => what)
}

describe('the corrections of a resident’s bill', () => {
  it('hold when the bill and its difference are what two persons decided', () => {
    expect(faultsOf([bill, difference], [correction])).toEqual([])
  })

  it.each([
    ['a difference that its bill forgot', [{ ...bill, corrected: undefined }, difference], [correction]],
    ['a difference that nobody decided', [bill, difference], []],
    ['a difference that is lost', [bill], [correction]],
    [
      'a fen more given back',
      [bill, { ...difference, dues: [{ ...bill.dues[0], pooled: -36_001 }] }],
      [correction],
    ],
    ['one hand', [bill, difference], [{ ...correction, decided: { by: 'A', on: '2025-07-02' } }]],
    ['no document', [bill, difference], [{ ...correction, document: '' }]],
  ])('are found wrong with %s', (_, bills, corrections) => {
    expect(faultsOf(bills, corrections)).not.toEqual([])
  })
})
