import type { Bill } from '../../../services/contribution/bill/rules/bill.ts'
import type { CoveredPerson } from '../../../services/contribution/coverage/rules/coverage.ts'

/** A resident's bill of 400 yuan for 2025. */
export const residentYear: Bill = {
  billId: 'R-P1-2025',
  kind: 'resident-year',
  scheme: 'resident',
  city: '340100',
  fundYear: 2025,
  from: '2025-01',
  to: '2025-12',
  issuedOn: '2024-10-01',
  dueOn: '2024-12-31',
  dues: [{ payer: 'individual', pooled: 40_000, account: 0 }],
  persons: [{ personId: 'P1', account: 0 }],
  aidFunded: 0,
  status: 'issued',
  paid: {},
}

const { aidFunded: _residentsOnly, ...common } = residentYear

/** An employer's bill of January for two: 7 % and 2 % of 8,000 and of 4,200 yuan. */
export const employerMonth: Bill = {
  ...common,
  billId: 'E-E1-2025-01',
  kind: 'employer-month',
  scheme: 'employee',
  to: '2025-01',
  issuedOn: '2025-01-01',
  dueOn: '2025-03-02',
  employerId: 'E1',
  dues: [
    { payer: 'employer', pooled: 85_400, account: 0 },
    { payer: 'individual', pooled: 0, account: 24_400 },
  ],
  persons: [
    { personId: 'P1', account: 16_000, base: 800_000, pooled: 56_000 },
    { personId: 'P2', account: 8_400, base: 420_000, pooled: 29_400 },
  ],
}

/** A flexible worker's bill: both parts from one payer. */
export const flexibleMonth: Bill = {
  ...employerMonth,
  billId: 'E-P3-2025-01',
  dues: [{ payer: 'individual', pooled: 29_400, account: 8_400 }],
  persons: [{ personId: 'P3', account: 8_400, base: 420_000, pooled: 29_400 }],
}

export const person = (personId: string, more: Partial<CoveredPerson> = {}): CoveredPerson => ({
  personId,
  version: 1,
  scheme: 'employee',
  city: '340100',
  employment: 'employed',
  employerId: 'E1',
  aid: 'none',
  birthOn: '1980-05-20',
  from: '2025-01-01',
  to: null,
  ...more,
})
