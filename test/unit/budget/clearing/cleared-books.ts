import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { clearInstitution } from '../../../../services/budget/clearing/rules/clear-institution.ts'
import { clearingCosts } from '../../../../services/budget/clearing/rules/clearing-costs.ts'
import { clearingMovements } from '../../../../services/budget/clearing/rules/movements.ts'

const item = (kind: string, sk: string, more: object): RecordedItem => ({
  pk: `${kind}#340100#cleared`,
  sk,
  kind,
  city: '340100',
  scheme: 'employee',
  ...more,
})

const pool = 'inpatient:points:DIP'
/** 900 yuan paid by points, of which 45 are held, are finally worth 950; 20 had been lent. */
const basis = {
  terms: {
    overspend: [{ fund: '0' }],
    surplus: [{ kept: '0' }],
    depositReturn: [{ from: '0', returned: '1' }],
  },
  care: {
    inpatient: {
      accrued: 90_000,
      claimed: 100_000,
      final: 95_000,
      banded: false,
      quota: 95_000,
      pool,
      mostPaid: '1.10',
      bound: 'share' as const,
      worth: { share: 95_000, floor: 72_000, ceiling: 108_000, toppedUp: 104_500, deducted: 0 },
    },
    outpatient: { accrued: 0, final: 0, banded: true, quota: 0 },
  },
  within: 90_000,
  suspended: 0,
  deposits: 4_500,
  advance: 2_000,
  recovered: 0,
  growth: '0',
  score: '100',
  adjustment: 0,
}
const cleared = clearInstitution(basis)

const movementsOf = {
  E10: { 'institutions-payable': 90_000, deposits: -4_500, 'payment-orders': -85_500 },
  E11: { inpatient: -10_000, 'institutions-payable': 10_000 },
  E12: { advances: 2_000, 'payment-orders': -2_000 },
  E13: clearingMovements(cleared),
}
const reasonOf = {
  E10: 'monthly-settlement',
  E11: 'payment-method-difference',
  E12: 'working-capital-advanced',
  E13: 'year-end-clearing',
}

const order = (orderId: string, purpose: string, amount: number) =>
  item('payment-order', orderId, { orderId, amount, cause: { purpose }, dueOn: '2025-04-11' })

/** One stay of 1,000 yuan of the year before, paid by points, its year assessed and cleared, with working capital taken back. */
export const clearedBooks = (): RecordedItem[] => [
  item('claim-posted', 'C10', { claimId: 'C10', bookedIn: '2024-12', institution: 'H2', payable: 100_000 }),
  item('institution-month', 'H2', {
    month: '2024-12',
    institution: 'H2',
    claims: 1,
    controlled: 100_000,
    inpatient: 100_000,
    others: 0,
  }),
  item('journal-entry', 'E9', {
    entryId: 'E9',
    month: '2024-12',
    reason: 'claims-settled',
    movements: { inpatient: 100_000, 'institutions-payable': -100_000 },
  }),
  item('fund-period', 'P2024', {
    period: '2024-12',
    claims: 1,
    entries: 2,
    inpatient: 90_000,
    'institutions-payable': -90_000,
  }),
  ...(['E10', 'E11', 'E12', 'E13'] as const).map((entryId) =>
    item('journal-entry', entryId, {
      entryId,
      month: entryId === 'E11' ? '2024-12' : '2025-03',
      reason: reasonOf[entryId],
      movements: movementsOf[entryId],
    }),
  ),
  item('fund-period', 'P2025', {
    period: '2025-03',
    entries: 3,
    'institutions-payable': 90_000,
    'payment-orders': -95_000,
    inpatient: 5_000,
  }),
  item('institution-standing', 'H2', {
    year: 2024,
    institution: 'H2',
    settledThrough: '2024-12',
    controlled: 100_000,
    inpatient: 100_000,
    inpatientDifference: -10_000,
    within: 90_000,
    ordered: 85_500,
    deposits: 4_500,
    suspended: 0,
    carried: 0,
    carriedIn: 0,
  }),
  item('settlement-statement', 'H2', {
    orderId: 'PO-10',
    entryId: 'E10',
    differenceEntryId: 'E11',
    differences: { inpatient: -10_000, outpatient: 0 },
    ordered: 85_500,
    deposit: 4_500,
    suspended: 0,
  }),
  item('working-capital', 'H2', {
    year: 2024,
    institution: 'H2',
    amount: 2_000,
    orderId: 'PO-11',
    entryId: 'E12',
  }),
  item('clearing-pool', pool, { year: 2024, pool, fund: 100_000, paid: 95_000, kept: 5_000, elsewhere: 0 }),
  item('package-heads', 'M1', {
    year: 2024,
    list: 'M1',
    heads: 100,
    insured: 200,
    recorded: { by: 'maker', on: '2024-12-28' },
    approved: { by: 'checker', on: '2024-12-29' },
  }),
  item('clearing-pool', 'outpatient:package:M1', {
    year: 2024,
    pool: 'outpatient:package:M1',
    ...{ list: 'M1', heads: 100, fund: 0, paid: 0, kept: 0, elsewhere: 0 },
  }),
  item('clearing-statement', 'H2', {
    year: 2024,
    institution: 'H2',
    state: 'locked',
    basis,
    cleared,
    proposed: { by: 'maker', on: '2025-03-01' },
    locked: { by: 'checker', on: '2025-03-20', runId: 'CK' },
    costs: clearingCosts({ basis, cleared }),
    entryId: 'E13',
    orderId: 'PO-12',
  }),
  item('cost-of-year', 'COST#2024#2025-03', { year: 2024, bookedIn: '2025-03', 'inpatient:methods': 5_000 }),
  item('fund-year-cleared', 'YEAR-CLEARED#2024', {
    fund: { city: '340100', scheme: 'employee' },
    ...{ year: 2024, clearedOn: '2025-03-20', statements: 1, accepted: 95_000 },
    ...{ income: 0, expenditure: 5_000, lateIsTold: true },
    evidence: {
      collection: { due: 100_000, collected: 98_000 },
      care: { basis: 'first-budget', volume: 9, cost: 95_000, volumeBefore: 0, costBefore: 95_000 },
      epidemic: { claims: 0, cost: 0 },
    },
  }),
  order('PO-10', 'monthly-settlement', 85_500),
  order('PO-11', 'working-capital', 2_000),
  order('PO-12', 'year-end-clearing', 7_500),
]
