import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { invariants } from '../../../../services/adjustment-fund/night/invariants.ts'

const city = '341200'
const scheme = 'resident'
const rule = { rate: '0.05', rateCap: '0.05', pauseLine: '0.10', accumulated: 0 }

/** A year's records as the service writes them: one city levied 5.00 of 100.00, remitted, and 2.00 paid for a gap. */
const recorded: Record<string, RecordedItem> = {
  closed: {
    pk: 'YEARS#resident',
    sk: `2025#${city}`,
    kind: 'closed-year',
    scheme,
    city,
    year: 2025,
    pooledCollection: 10_000,
    ...{ income: 10_000, expenditure: 10_100, plannedExpenditure: 10_000 },
  },
  cleared: {
    pk: 'CLEARED#resident',
    sk: `2025#${city}`,
    kind: 'cleared-year',
    ...{ scheme, city, year: 2025, income: 10, expenditure: 223 },
  },
  run: {
    pk: 'PROPOSED-RUNS#levy#resident#2026',
    sk: '0001',
    kind: 'provincial-run',
    ...{ run: 'levy', scheme, year: 2026, number: 1, cities: [city], status: 'approved' },
    ...{ proposed: { by: 'a', on: '2026-01-10' }, approved: { by: 'b', on: '2026-01-11' } },
  },
  levy: {
    pk: 'LEVIES#resident',
    sk: `2026#${city}`,
    kind: 'levy',
    levyId: 'L',
    scheme,
    city,
    year: 2026,
    status: 'due',
    base: 10_000,
    provincialCollection: 10_000,
    amount: 500,
    ...{ runId: 'levy-resident-2026-1', approval: 1, outstanding: 0, entries: 0 },
    ...rule,
  },
  receipt: {
    pk: 'RECEIPTS#resident',
    sk: `2026#${city}`,
    kind: 'levy-receipt',
    levyId: 'L',
    scheme,
    city,
    year: 2026,
    amount: 500,
  },
  account: { pk: 'ACCOUNT#resident', sk: 'ACCOUNT', kind: 'account', scheme, balance: 300 },
  entry1: {
    pk: 'ACCOUNT#resident',
    sk: 'ENTRY#1',
    kind: 'account-entry',
    scheme,
    number: 1,
    amount: 500,
    balance: 500,
  },
  entry2: {
    pk: 'ACCOUNT#resident',
    sk: 'ENTRY#2',
    kind: 'account-entry',
    scheme,
    number: 2,
    amount: -200,
    balance: 300,
  },
  application: {
    pk: 'GAPS#resident',
    sk: `2025#${city}`,
    kind: 'gap-application',
    applicationId: 'G',
    scheme,
    city,
    year: 2025,
    status: 'allocated',
    madeBy: 'a',
    approvedBy: 'b',
    allocated: 200,
    share: { fund: 250 },
    gap: 313,
    cleared: { income: 10_010, expenditure: 10_323 },
  },
  allocation: {
    pk: 'ALLOCATIONS#resident',
    sk: `2025#${city}`,
    kind: 'allocation',
    applicationId: 'G',
    scheme,
    city,
    year: 2025,
    amount: 200,
  },
}

const check = (items: readonly RecordedItem[]) =>
  invariants.flatMap(({ start }) => {
    const run = start()
    for (const item of items) run.see(item)
    return run.finish().violations.map(({ invariant }) => invariant)
  })

const withFault = (name: string, fault: Record<string, unknown>) =>
  Object.entries(recorded).map(([key, item]) =>
    key === name ? ({ ...item, ...fault } as RecordedItem) : item,
  )

describe('invariants of the adjustment fund', () => {
  it('hold over a year as it was recorded, each having looked at something', () => {
    expect(check(Object.values(recorded))).toEqual([])
    for (const { start } of invariants) {
      const run = start()
      for (const item of Object.values(recorded)) run.see(item)
      expect(run.finish().checked).toBeGreaterThan(0)
    }
  })

  it.each([
    ['an account with a fen too much', 'account', { balance: 301 }, 'adjustment-fund.accounts'],
    ['an entry with a wrong balance', 'entry1', { balance: 499 }, 'adjustment-fund.accounts'],
    ['a levy above the cap', 'levy', { rate: '0.06', amount: 600 }, 'adjustment-fund.levies'],
    ['a levy that is not its rate of its base', 'levy', { amount: 499 }, 'adjustment-fund.levies'],
    ['a levy past the pause line', 'levy', { accumulated: 1000 }, 'adjustment-fund.levies'],
    ['a levy on another base than the closed year', 'levy', { base: 9_000 }, 'adjustment-fund.levies'],
    [
      'a collection below that of its own run',
      'levy',
      { provincialCollection: 9_999 },
      'adjustment-fund.levies',
    ],
    [
      'a levy that leaves out what the account held',
      'levy',
      { entries: 1 },
      'adjustment-fund.levies-in-parts-keep-the-line',
    ],
    [
      'a run approved before it was proposed',
      'run',
      { approved: { by: 'b', on: '2020-01-05' } },
      'adjustment-fund.runs-take-two-hands',
    ],
    [
      'a run that a city approved',
      'run',
      { approved: { by: 'b', on: '2099-01-01', division: '340100' } },
      'adjustment-fund.runs-take-two-hands',
    ],
    [
      'a share that a city approved',
      'application',
      { approvedFor: '340100' },
      'adjustment-fund.approved-shares',
    ],
    [
      'a run on a day before the year was over that it goes by',
      'run',
      { on: '2024-06-01' },
      'adjustment-fund.runs-take-two-hands',
    ],
    [
      'a share that was approved before its year was over',
      'application',
      { approvedOn: '2024-06-01' },
      'adjustment-fund.approved-shares',
    ],
    [
      'a levy whose days for paying ran before it was approved',
      'levy',
      { toldOn: '2020-01-01' },
      'adjustment-fund.runs-take-two-hands',
    ],
    ['a run of one hand', 'run', { approved: { by: ' A' } }, 'adjustment-fund.runs-take-two-hands'],
    [
      'a levy of a run that was rejected',
      'run',
      { status: 'rejected' },
      'adjustment-fund.runs-take-two-hands',
    ],
    ['a receipt of another amount', 'receipt', { amount: 501 }, 'adjustment-fund.levies'],
    [
      'a payment above the approved share',
      'application',
      { share: { fund: 199 } },
      'adjustment-fund.approved-shares',
    ],
    [
      'a gap of what was booked alone',
      'application',
      { gap: 100, cleared: { income: 10_000, expenditure: 10_100 } },
      'adjustment-fund.gaps-are-of-cleared-years',
    ],
    ['a gap above the deficit', 'application', { gap: 314 }, 'adjustment-fund.gaps-are-of-cleared-years'],
    ['a gap of a year not cleared', 'cleared', { year: 2024 }, 'adjustment-fund.gaps-are-of-cleared-years'],
    ['a share approved by its maker', 'application', { approvedBy: 'a' }, 'adjustment-fund.approved-shares'],
  ])('find %s', (_, name, fault, invariant) => {
    expect(check(withFault(name, fault))).toContain(invariant)
  })
})
