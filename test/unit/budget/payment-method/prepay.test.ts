import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Method } from '../../../../services/budget/agreement/rules/payment-terms.ts'
import { bedDayPayment, daysOfStay } from '../../../../services/budget/payment-method/rules/bed-day.ts'
import {
  dividePackage,
  monthlyCapitation,
  packageOf,
} from '../../../../services/budget/payment-method/rules/capitation.ts'
import type { Case } from '../../../../services/budget/payment-method/rules/case.ts'
import { caseOf } from '../../../../services/budget/payment-method/rules/case.ts'
import { grouperOf } from '../../../../services/budget/payment-method/rules/group-table.ts'
import type { PointsTerms } from '../../../../services/budget/payment-method/rules/prepay.ts'
import { prepayment } from '../../../../services/budget/payment-method/rules/prepay.ts'
import { inpatientClaim, reversalOf } from '../../../adapters/budget/claims.ts'

const rates = [{ throughDay: 30, perDay: 20_000 }, { throughDay: 90, perDay: 15_000 }, { perDay: 10_000 }]
const stay = (admittedOn: string, dischargedOn: string, sign: 1 | -1 = 1): Case => ({
  claimId: 'C',
  care: 'inpatient',
  sign,
  on: dischargedOn,
  cost: 1_000_000,
  patientPaid: 0,
  otherFunds: 0,
  medical: { personId: 'P', admittedOn, dischargedOn },
})
const noTables = () => {
  throw new Error('no table is needed')
}
const paidBy = (method: Method, cases: readonly Case[], claimed = 600_000, months = [1]) => {
  const paid = prepayment(method, noTables)
  for (const each of cases) paid.add(each)
  return paid.amount({ months, claimed })
}

describe('payment for bed days', () => {
  it('pays each day by the rate of the day it is', () => {
    expect(bedDayPayment(10, rates)).toBe(200_000)
    expect(bedDayPayment(30, rates)).toBe(600_000)
    // 30 × 200 + 60 × 150 + 10 × 100 yuan
    expect(bedDayPayment(100, rates)).toBe(1_600_000)
  })

  it('counts nights, and a stay within a day as one', () => {
    expect(daysOfStay(stay('2025-01-10', '2025-01-20'))).toBe(10)
    expect(daysOfStay(stay('2025-01-10', '2025-01-10'))).toBe(1)
    expect(daysOfStay({ medical: undefined })).toBe(1)
  })

  it('takes a reversed stay back', () => {
    const cases = [stay('2025-01-10', '2025-01-20'), stay('2025-01-10', '2025-01-20', -1)]
    expect(paidBy({ kind: 'bed-day', rates }, cases)).toBe(0)
  })
})

describe('payment by head', () => {
  const capitation = { kind: 'capitation' as const, perHead: 10_001, heads: 100 }

  it('pays a twelfth of the list’s worth each month, to the fen over the year', () => {
    expect(packageOf(capitation)).toBe(1_000_100)
    const months = monthlyCapitation(capitation)
    // 83,341 twelve times leave 8 fen, one each for the first eight months.
    expect([months[0], months[7], months[8], months[11]]).toEqual([83_342, 83_342, 83_341, 83_341])
    expect(months.reduce((a, b) => a + b, 0)).toBe(1_000_100)
    expect(paidBy(capitation, [], 0, [1, 2, 3])).toBe(250_026)
  })

  it('pays the members of a medical community by item until its package is divided', () => {
    const community = { code: 'M1', members: [{ institution: 'H1', share: '1' }] }
    expect(paidBy({ ...capitation, community }, [])).toBe(600_000)
  })

  it('divides what a community saved by its agreed shares, and what it lacks as well', () => {
    const members = [
      { institution: 'H1', actual: 700_000, share: '0.6' },
      { institution: 'T1', actual: 200_000, share: '0.4' },
    ]
    expect([...dividePackage(1_000_000, members).values()]).toEqual([760_000, 240_000])
    expect([...dividePackage(800_000, members).values()]).toEqual([640_000, 160_000])
  })

  it('pays the members of a community exactly its package', () => {
    const member = fc.record({
      institution: fc.uuid(),
      actual: fc.integer({ min: -1e6, max: 1e9 }),
      share: fc.integer({ min: 1, max: 100 }),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e10 }),
        fc.uniqueArray(member, { minLength: 1, maxLength: 20, selector: ({ institution }) => institution }),
        (whole, members) => {
          const paid = [...dividePackage(whole, members).values()]
          expect(paid.reduce((a, b) => a + b, 0)).toBe(whole)
        },
      ),
    )
  })
})

describe('payment by item', () => {
  it('pays what the claims came to', () => {
    expect(paidBy({ kind: 'by-item' }, [])).toBe(600_000)
  })
})

describe('a claim as a case', () => {
  it('is a case with what the patient paid out of account and purse', () => {
    expect(caseOf(inpatientClaim('C1'))).toMatchObject({
      claimId: 'C1',
      sign: 1,
      cost: 1_000_000,
      patientPaid: 250_000,
      otherFunds: 150_000,
    })
  })

  it('is taken back by its reversal, under its own id', () => {
    expect(caseOf(reversalOf(inpatientClaim('C1')))).toMatchObject({
      claimId: 'C1',
      sign: -1,
      cost: 1_000_000,
      patientPaid: 250_000,
      otherFunds: 150_000,
    })
  })

  it('is none when it only corrects who pays', () => {
    expect(caseOf({ ...inpatientClaim('C1-1'), corrects: 'C1' })).toBeUndefined()
  })
})

describe('payment by points from month to month', () => {
  const groups = [{ group: 'ALL', points: '484.541', mean: 1_000_000 }]
  const tables = () => ({
    grouper: grouperOf({ tableId: 'T', groups }),
    outliers: undefined,
    decided: new Map<string, string>(),
    prepaidPerPoint: '50',
  })
  const paid = (agreed: PointsTerms) => {
    const month = prepayment({ kind: 'dip', groups: 'T' }, tables, agreed)
    month.add({ ...stay('2025-01-10', '2025-01-20'), patientPaid: 2_600_632, otherFunds: 1_275_196 })
    return month.amount({ months: [1], claimed: 0 })
  }

  it('is the pool’s part alone, unless standards are for all payers', () => {
    expect(paid({})).toBe(2_422_705)
    expect(paid({ deducts: 'patients-and-other-funds' })).toBe(-1_453_123)
  })

  it('counts with the coefficient of the institution', () => {
    expect(paid({ coefficient: '1.1' })).toBe(2_664_976)
  })
})
