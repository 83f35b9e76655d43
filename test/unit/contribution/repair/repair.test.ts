import { describe, expect, it } from 'vitest'
import type { Bill } from '../../../../services/contribution/bill/rules/bill.ts'
import { isSettled } from '../../../../services/contribution/bill/rules/bill.ts'
import { duesOf } from '../../../../services/contribution/exchange/rules/content.ts'
import { decidePayment } from '../../../../services/contribution/payment/rules/payment.ts'
import type { BillRepair, RepairState } from '../../../../services/contribution/repair/rules/repair.ts'
import { decideRepair } from '../../../../services/contribution/repair/rules/repair.ts'
import { concernsStatement } from '../../../../services/contribution/subsidy/rules/statement.ts'
import { person, residentYear } from '../given.ts'

/** A resident of Hefei again since 2027; in 2027 a resident pays 420 yuan. */
const back = person('P1', {
  scheme: 'resident',
  employment: 'resident',
  employerId: undefined,
  from: '2027-01-01',
})
const state: RepairState = {
  ...{ covered: back, ofYear: undefined, isEmployee: false },
  ...{ firstYear: 2025, individual: 42_000 },
}
const missed: BillRepair = { personId: 'P1', city: '340100', year: 2025, on: '2027-03-02' }
const repair = (more: Partial<RepairState> = {}, asked: Partial<BillRepair> = {}) =>
  decideRepair({ ...missed, ...asked }, { ...state, ...more })
const codeOf = (...asked: Parameters<typeof repair>) => {
  const decision = repair(...asked)
  return decision.status === 'refused' ? decision.refusal.code : decision.status
}

describe('a missed year that is paid for after all', () => {
  it('costs the standard of the year of the payment, is due in it, and is its money', () => {
    expect(repair()).toEqual({
      status: 'accepted',
      value: {
        bill: {
          ...{ billId: 'R-P1-2025', kind: 'resident-repair', charge: 'repair', scheme: 'resident' },
          ...{ city: '340100', fundYear: 2027, from: '2025-01', to: '2025-12', belongsTo: '2027-03' },
          ...{ issuedOn: '2027-03-02', dueOn: '2027-12-31', status: 'issued', paid: {} },
          dues: [{ payer: 'individual', pooled: 42_000, account: 0 }],
          persons: [{ personId: 'P1', account: 0 }],
        },
      },
    })
  })

  it('replaces the bill of the year that was never paid: nothing is due on that, and no money fits it', () => {
    const decision = repair({ ofYear: residentYear })
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    const { bill, replaced } = decision.value
    expect(bill.billId).toBe('R-P1-2025-repair')
    expect(replaced).toEqual({ ...residentYear, repairedBy: 'R-P1-2025-repair' })
    const left = replaced as Bill
    expect(isSettled(left)).toBe(true)
    expect(duesOf(left)).toEqual([])
    const late = { paymentId: 'p', billId: 'R-P1-2025', payer: 'individual', kind: 'payment' } as const
    expect(decidePayment({ ...late, amount: 40_000, paidOn: '2027-03-03' }, left)).toMatchObject({
      status: 'refused',
      refusal: { code: 'repair.replaced', figures: { repairedBy: 'R-P1-2025-repair' } },
    })
  })

  it('is no year that is not over, none before 2025, none as an employee, and nobody’s who is no resident', () => {
    expect(codeOf({}, { year: 2027 })).toBe('repair.year-not-over')
    expect(codeOf({}, { year: 2024 })).toBe('repair.year-too-early')
    expect(codeOf({ isEmployee: true })).toBe('repair.employee')
    expect(codeOf({ covered: undefined })).toBe('contribution.not-a-resident')
    expect(codeOf({ covered: person('P1') })).toBe('contribution.not-a-resident')
    expect(codeOf({ covered: { ...back, city: '340200' } })).toBe('contribution.not-a-resident')
    expect(codeOf({ covered: { ...back, to: '2027-02-28' } })).toBe('contribution.not-a-resident')
  })

  it('is billed once, and not beside what was paid', () => {
    const paid = { individual: 40_000 }
    expect(codeOf({ ofYear: { ...residentYear, status: 'paid', paid } })).toBe('contribution.billed-already')
    expect(codeOf({ ofYear: { ...residentYear, status: 'partly-paid', paid: { individual: 1 } } })).toBe(
      'contribution.billed-already',
    )
    expect(codeOf({ ofYear: { ...residentYear, repairedBy: 'R-P1-2025-repair' } })).toBe(
      'contribution.billed-already',
    )
    const aided: Bill = { ...residentYear, dues: [], status: 'paid', completedOn: '2024-10-01' }
    expect(codeOf({ ofYear: aided })).toBe('contribution.billed-already')
  })
})

describe('a subsidy statement', () => {
  const on = (asOf: string) => ({
    ...{ statementId: 'S-340100-2025-1', asOf, standards: new Map(), noResidents: new Set<string>() },
    perResident: { centre: 42_000, province: 21_000, city: 1_400, county: 5_600 },
  })

  it('counts nobody for a year that was paid for when it was over, by its own bill or by a repair', () => {
    const paid: Bill = { ...residentYear, status: 'paid', paid: { individual: 40_000 } }
    expect(concernsStatement({ ...paid, completedOn: '2025-12-31' }, on('2026-06-30'))).toBe(true)
    expect(concernsStatement({ ...paid, completedOn: '2026-01-01' }, on('2026-06-30'))).toBe(false)
    const { value } = repair() as { value: { bill: Bill } }
    expect(
      concernsStatement({ ...value.bill, status: 'paid', completedOn: '2027-03-03' }, on('2027-06-30')),
    ).toBe(false)
  })
})
