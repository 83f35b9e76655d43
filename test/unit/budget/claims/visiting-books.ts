import type { RecordedItem } from '#shared/kernel/invariant.ts'

const scheme = 'employee'
const item = (city: string, kind: string, sk: string, more: object): RecordedItem => ({
  pk: `${kind}#${city}`,
  sk,
  kind,
  ...{ city, scheme },
  ...more,
})
const [insured, treating, province] = ['340200', '340300', '340000'] as const

const order = (city: string, payee: string, orderId: string): RecordedItem =>
  item(city, 'payment-order', orderId, {
    ...{ orderId, payee, amount: 5_000, fund: { city, scheme }, dueOn: '2025-03-13', state: 'open' },
    cause: { purpose: 'cities-settlement', settlementId: 'CS-employee-2025-01' },
  })
const share = (city: string, owes: number, isOwed: number): RecordedItem =>
  item(city, 'city-share', city, { settlementId: 'CS-employee-2025-01', owes, isOwed, net: isOwed - owes })
const debts = [{ from: insured, to: treating, amount: 5_000 }]

/** January between the two cities: Wuhu's 50 yuan are ordered to the province, which passes them on to Bengbu. */
const settledBetween = (): RecordedItem[] => [
  {
    ...{ pk: 'CITY-SETTLEMENTS#employee', sk: '000001', kind: 'city-settlement' },
    ...{ scheme, number: 1, month: '2025-01', status: 'approved', debts, taken: debts },
    through: [
      { city: insured, month: '2025-01' },
      { city: treating, month: '2025-01' },
    ],
    proposed: { by: 'maker', on: '2025-02-20' },
    approved: { by: 'checker', on: '2025-02-21' },
    dueOn: '2025-03-13',
  },
  share(insured, 5_000, 0),
  share(treating, 0, 5_000),
  order(insured, province, 'PO-P'),
  order(province, treating, 'PO-R'),
  item(province, 'journal-entry', 'EV4', {
    ...{ entryId: 'EV4', month: '2025-02', reason: 'cities-netted' },
    movements: { 'cities-receivable': 5_000, 'cities-payable': -5_000 },
  }),
  item(province, 'fund-period', 'P2', {
    ...{ period: '2025-02', entries: 1, 'cities-receivable': 5_000, 'cities-payable': -5_000 },
  }),
]

/**
 * A visit of 50 yuan of a person of Wuhu to a hospital of Bengbu: owed by Wuhu to Bengbu, by Bengbu to the hospital, and
 * settled with the hospital, and between the cities.
 */
export const visitingBooks = (): RecordedItem[] => [
  item(insured, 'claim-posted', 'V1', {
    ...{ claimId: 'V1', bookedIn: '2025-01', institution: 'H3' },
    ...{ settledAt: treating, owedTo: treating, payable: 5_000 },
  }),
  item(insured, 'journal-entry', 'EV1', {
    ...{ entryId: 'EV1', month: '2025-01', reason: 'claims-settled' },
    movements: { outpatient: 5_000, 'cities-payable': -5_000 },
  }),
  item(insured, 'fund-period', 'P1', {
    ...{ period: '2025-01', claims: 1, entries: 1, outpatient: 5_000, 'cities-payable': -5_000 },
    ...{ [`due-${treating}`]: 5_000, 'basic-elsewhere-outpatient': 5_000 },
  }),
  item(insured, 'institution-month', `H3@${treating}`, {
    ...{ month: '2025-01', institution: 'H3', treatedIn: treating },
    ...{ claims: 1, controlled: 5_000, inpatient: 0, others: 0 },
  }),
  item(treating, 'visit-posted', 'V1', {
    ...{ claimId: 'V1', insuredIn: insured, bookedIn: '2025-01', institution: 'H3', payable: 5_000 },
  }),
  item(treating, 'journal-entry', 'EV2', {
    ...{ entryId: 'EV2', month: '2025-01', reason: 'visitors-treated' },
    movements: { 'cities-receivable': 5_000, 'visitors-payable': -5_000 },
  }),
  item(treating, 'fund-period', 'P1', {
    ...{ period: '2025-01', visits: 1, entries: 1 },
    ...{ 'cities-receivable': 5_000, 'visitors-payable': -5_000 },
  }),
  item(treating, 'institution-month', 'H3', {
    ...{ month: '2025-01', institution: 'H3', visitors: 5_000, visits: 1 },
  }),
  item(treating, 'institution-standing', 'H3', {
    ...{ year: 2025, institution: 'H3', settledThrough: '2025-01' },
    visitors: { claimed: 5_000, ordered: 5_000, carried: 0, carriedIn: 0 },
  }),
  item(treating, 'settlement-statement', 'H3', {
    ...{ institution: 'H3', month: '2025-01', entryId: 'EV3', visitorsOrderId: 'PO-V' },
    visitors: { claimed: 5_000, carriedBefore: 0, carried: 0, ordered: 5_000 },
  }),
  item(treating, 'payment-order', 'PO-V', {
    ...{ orderId: 'PO-V', amount: 5_000, cause: { purpose: 'visitors-settlement' }, dueOn: '2025-04-11' },
  }),
  ...settledBetween(),
]
