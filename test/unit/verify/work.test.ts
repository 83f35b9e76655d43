import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { judge } from '../../../cli/verify/verify.ts'
import { startWork, workLines } from '../../../cli/verify/work.ts'
import { toInsuredYearItem } from '../../../services/settlement/insured-year/records/insured-year-item.ts'
import { newRecordedYear } from '../../../services/settlement/insured-year/rules/recorded-year.ts'

const record = (service: string, item: object) => ({
  service,
  item: { pk: 'K', sk: 'K', ...item } as RecordedItem,
})
const held = (receivedOn: string, amount: number, more: object = {}) =>
  record('contribution', { kind: 'suspense', suspense: { amount, receivedOn, parts: [], ...more } })
const returned = (state: string, since: string) =>
  record('contribution', { kind: 'return-order', order: { state, since, amount: 500, failures: [] } })

const spent = (period: string, amounts: object) =>
  record('budget', { kind: 'fund-period', city: '340100', scheme: 'resident', period, ...amounts })
const budget = (status: string) =>
  record('budget', {
    ...{ kind: 'budget', fund: { city: '340100', scheme: 'resident' }, year: 2025, status },
    table: { income: {}, expenditure: { inpatient: 100, outpatient: 100 } },
    ...(status === 'adjusting' ? { adjustment: { proposed: { by: 'wang', on: '2025-07-01' } } } : {}),
    ...(status === 'executed' ? { closedOn: '2026-01-20' } : {}),
  })

describe('a line of the budget', () => {
  it('that reached its budget is work since the month in which it did, until its year is closed', async () => {
    const months = [
      spent('2025-06', { inpatient: 45, outpatient: 20, 'transfer-out': 1 }),
      spent('2025-05', { inpatient: 60, outpatient: 79 }),
    ]
    const { work } = await judge([...months, budget('adjusting')])
    expect(work).toContainEqual({ kind: 'budget.lines-reached', count: 2, amount: 6, since: '2025-06-01' })
    expect(work).toContainEqual(
      expect.objectContaining({ kind: 'budget.adjustments-are-approved', count: 1, since: '2025-07-01' }),
    )
    expect((await judge([...months, budget('executed')])).work).toMatchObject([
      { kind: 'budget.final-accounts-are-approved', count: 1, since: '2026-01-20' },
    ])
    expect((await judge([...months, spent('2025-07', { outpatient: 1 }), budget('approved')])).work).toEqual([
      { kind: 'budget.lines-reached', count: 3, amount: 6, since: '2025-06-01' },
    ])
  })
})

const month = (of: string, revision: number, count: number, opening: number, closing: number) => {
  const at = { kind: 'stated-month', city: '340100', scheme: 'resident', statedOn: '2025-04-05' }
  const after = { month: '2025-01', revision: 1 }
  const line = { line: 'paid', of: 'premium', payer: 'individual', count, pooled: 400, account: 0 }
  const balances = [{ payer: 'individual', opening, closing }]
  return record('budget', { ...at, month: of, revision, after, lines: [line], balances })
}
const booked = (factMonth: string, bookedIn: string, facts: number, amount: number) =>
  record('budget', {
    ...{ kind: 'contributed', city: '340100', scheme: 'resident', factMonth, bookedIn, facts },
    ...{ 'income-account': amount, 'individual-premium': -amount },
  })

describe('a month of contributions', () => {
  it('is to be stated again when more of it is booked than was stated, in whatever month', async () => {
    const stated = [month('2025-02', 1, 4, 900, 500), booked('2025-02', '2025-02', 4, 400)]
    expect((await judge(stated)).work).toEqual([])
    const late = booked('2025-02', '2025-03', 1, 70)
    expect((await judge([...stated, late])).work).toEqual([
      { kind: 'budget.months-to-restate', count: 1, amount: 70, since: '2025-04-05' },
    ])
    // What is stated and not booked yet is on its way, and for the cross-check.
    expect((await judge([month('2025-02', 1, 4, 900, 500)])).work).toEqual([])
  })

  it('is to be stated again when the month before was, and ends otherwise', async () => {
    const of = (closing: number) => [
      month('2025-01', 2, 0, 900, closing),
      { ...month('2025-02', 1, 0, 900, 500) },
    ]
    expect((await judge(of(900))).work).toEqual([])
    expect((await judge(of(800))).work).toEqual([
      { kind: 'budget.months-to-restate', count: 1, amount: 0, since: '2025-04-05' },
    ])
  })
})

describe('what waits for a person', () => {
  it('is told with its count, amount and oldest day: money in suspense, proposals, and payments that failed', async () => {
    const { work } = await judge([
      held('2025-03-02', 40_000),
      held('2025-03-01', 5_000, { parts: [{ amount: 2_000, twoHanded: true }] }),
      held('2025-01-01', 700, { parts: [{ amount: 700, twoHanded: true }] }),
      held('2025-01-01', 900, { proposal: { proposed: { by: 'wang', on: '2025-03-05' } } }),
      returned('failed', '2025-02-01'),
      returned('open', '2025-02-02'),
      returned('paid', '2025-01-01'),
      record('budget', {
        ...{ kind: 'payment-order', state: 'failed', failedOn: '2025-02-12', amount: 95_000 },
        ...{ fund: { city: '340100', scheme: 'resident' }, cause: { purpose: 'working-capital' } },
      }),
    ])
    expect(work).toEqual([
      { kind: 'budget.failed-orders-are-given-again', count: 1, amount: 95_000, since: '2025-02-12' },
      { kind: 'contribution.suspense-is-placed', count: 2, amount: 43_000, since: '2025-03-01' },
      { kind: 'contribution.proposals-are-decided', count: 1, amount: 900, since: '2025-03-05' },
      { kind: 'contribution.failed-returns-are-given-again', count: 1, amount: 500, since: '2025-02-01' },
      { kind: 'contribution.returns-are-paid', count: 1, amount: 500, since: '2025-02-02' },
    ])
    expect(workLines(work, 'zh')).toContain('支付失败，待重新下达：1 笔，95000 分，最早 2025-02-12')
    expect(workLines([], 'en')).toBe('Nothing waits for anyone.')
  })

  it('is told of decisions too: held corrections, proposed registrations, transfers and deaths', () => {
    const { see, finish } = startWork('2026-11-30')
    const year = newRecordedYear('P1', 2026)
    const held = { since: '2026-11-20', moves: 3_697_500, runId: 'R' }
    const years = [
      toInsuredYearItem({ ...year, trail: { ...year.trail, held } }),
      toInsuredYearItem(newRecordedYear('P2', 2026)),
    ]
    const reports = [
      { status: 'reported', reported: { on: '2026-11-28' } },
      { status: 'approved', reported: { on: '2026-01-28' } },
    ]
    const requests = [
      { wanted: {}, requested: { on: '2026-11-01' }, deadlineOn: '2026-11-16' },
      { requested: { on: '2026-10-01' }, deadlineOn: '2026-10-16' },
    ]
    const records = [
      ...years.map((item) => record('settlement', item)),
      record('settlement', { kind: 'registrations', proposal: { proposed: { on: '2026-11-25' } } }),
      ...requests.map((request) =>
        record('enrollment', { kind: 'transfer', status: 'requested', ...request }),
      ),
      ...reports.map((report) => record('enrollment', { kind: 'person-report', ...report })),
    ]
    for (const { service, item } of records) see(service, item)
    const { work, late } = finish()
    expect(work).toEqual([
      { kind: 'enrollment.transfers-are-decided', count: 1, amount: 0, since: '2026-11-01' },
      { kind: 'enrollment.reports-are-decided', count: 1, amount: 0, since: '2026-11-28' },
      { kind: 'settlement.held-corrections-are-ordered', count: 1, amount: 3_697_500, since: '2026-11-20' },
      { kind: 'settlement.registrations-are-decided', count: 1, amount: 0, since: '2026-11-25' },
    ])
    expect(workLines(work, 'en')).toContain('1 transfers between cities that wait for a release, the oldest')
    // Ten days, and no more: it is told as late from the eleventh.
    expect(late).toEqual([])
  })
})
