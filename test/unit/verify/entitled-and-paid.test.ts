import { expect, it } from 'vitest'
import { entitledAndPaid } from '../../../cli/verify/cross/entitled-and-paid.ts'

const bill = (status: string) => ({
  ...{ pk: 'BILL#R-P1-2025', sk: 'BILL', kind: 'bill' },
  bill: { billId: 'R-P1-2025', status, persons: [{ personId: 'P1' }] },
})
const coverage = (...billIds: readonly string[]) => ({
  ...{ pk: 'PERSON#P1', sk: 'COVERAGE', kind: 'coverage' },
  insured: { personId: 'P1', paidBills: billIds.map((billId) => ({ billId })) },
  entitlements: [],
})
const found = (status: string, ...billIds: readonly string[]) => {
  const { see, finish } = entitledAndPaid.start()
  see('contribution', bill(status))
  see('enrollment', coverage(...billIds))
  return finish().violations.map(({ what }) => what)
}

it('whoever is entitled by a bill has paid it, and whoever has paid is told of', () => {
  expect(found('paid', 'R-P1-2025')).toEqual([])
  expect(found('refunded')).toEqual([])
  expect(found('refunded', 'R-P1-2025')).toEqual(['entitled by a bill whose money is not held'])
  expect(found('partly-paid', 'R-P1-2025')).toEqual(['entitled by a bill whose money is not held'])
  expect(found('paid')).toEqual(['the bill is paid and does not entitle'])
})

it('a bill of differences that is paid gives no month, and months that are bought do', () => {
  const told = (more: object) => {
    const { see, finish } = entitledAndPaid.start()
    see('contribution', { ...bill('paid'), bill: { ...bill('paid').bill, ...more } })
    see('enrollment', coverage())
    return finish().violations.map(({ what }) => what)
  }
  expect(told({ kind: 'employer-month', charge: 'refund' })).toEqual([])
  expect(told({ kind: 'employer-month', charge: 'base-difference' })).toEqual([])
  expect(told({ kind: 'large-sum' })).toEqual([])
  expect(told({ kind: 'employer-month', charge: 'back-pay' })).toHaveLength(1)
  expect(told({ kind: 'resident-repair', charge: 'repair' })).toHaveLength(1)
  expect(told({ kind: 'lump-sum', charge: 'lump-sum', bought: { months: 24 } })).toHaveLength(1)
})

it('a corrected bill gives nothing after its difference was due, while that is unpaid', () => {
  const difference = (status: string, more: object = {}) => ({
    ...{ pk: 'BILL#D-P1-2025-1', sk: 'BILL', kind: 'bill' },
    bill: {
      ...{ billId: 'D-P1-2025-1', kind: 'resident-difference', charge: 'base-difference', status },
      ...{ dueOn: '2025-05-31', persons: [{ personId: 'P1', of: 'R-P1-2025' }], ...more },
    },
  })
  const told = (of: object, to: string) => {
    const { see, finish } = entitledAndPaid.start()
    see('contribution', bill('paid'))
    see('contribution', of as never)
    const paidBills = [{ billId: 'R-P1-2025', scheme: 'resident', from: '2025-01' }]
    const entitlements = [{ year: 2025, spells: [{ scheme: 'resident', from: '2025-01-01', to }] }]
    see('enrollment', { ...coverage(), insured: { personId: 'P1', paidBills }, entitlements } as never)
    return finish().violations.map(({ what }) => what)
  }
  const wrong = ['entitled after its difference was due and is not paid']
  expect(told(difference('partly-paid'), '2025-12-31')).toEqual(wrong)
  expect(told(difference('issued'), '2025-06-01')).toEqual(wrong)
  expect(told(difference('issued'), '2025-05-31')).toEqual([])
  expect(told(difference('paid'), '2025-12-31')).toEqual([])
  expect(told(difference('issued', { charge: 'refund' }), '2025-12-31')).toEqual([])
})
