import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { latePayments } from '../../../../cli/verify/late-payments.ts'
import { startWork } from '../../../../cli/verify/work.ts'
import {
  monthsAreSettled,
  upheldClaimsAreCorrected,
} from '../../../../services/budget/monthly-settlement/waits.ts'
import { daysLate, workingDaysAfter } from '../../../../services/budget/payment/rules/due-payment.ts'
import { institutionsArePaidInTime } from '../../../../services/budget/payment/waits.ts'
import { ordered } from './order.ts'

const policy = readPolicy('shared/policy/anhui')

describe('payment within 30 working days', () => {
  it('counts Mondays to Fridays: of January 2025 it is due on Friday, 14 March', () => {
    expect(workingDaysAfter('2025-01-31', 30)).toBe('2025-03-14')
    expect(workingDaysAfter('2025-02-01', 1)).toBe('2025-02-03')
  })

  it('is late from the day after, until it is paid', () => {
    const order = { ...ordered, dueOn: '2025-03-14', state: 'open' as const }
    expect(daysLate(order, '2025-03-14')).toBe(0)
    expect(daysLate(order, '2025-03-24')).toBe(10)
    expect(daysLate({ ...order, state: 'awaiting-funds' }, '2025-03-24')).toBe(10)
    expect(daysLate({ ...order, state: 'paid' }, '2025-03-24')).toBe(0)
  })

  it('is told by verify with its age, by the last day that the city’s journal books', () => {
    const late = latePayments()
    const item = (kind: string, more: object): RecordedItem => ({ pk: kind, sk: 'x', kind, ...more })
    late.see(item('payment-order', { ...ordered, dueOn: '2025-03-14', state: 'open' }))
    late.see(item('payment-order', { ...ordered, orderId: 'PO-2', dueOn: '2025-03-14', state: 'paid' }))
    late.see(item('journal-entry', { city: '340100', on: '2025-03-24' }))
    late.see(item('journal-entry', { city: '340200', on: '2025-12-31' }))
    const found = late.finish()
    expect(found).toMatchObject([{ orderId: 'PO-1', amount: 950_00, daysLate: 10 }])
    const work = startWork('2025-04-01')
    work.see('budget', item('payment-order', { ...ordered, dueOn: '2025-03-14', state: 'open' }))
    work.see('budget', item('journal-entry', { city: '340100', on: '2025-03-24' }))
    work.see('budget', item('upheld-claim', { upheldOn: '2025-02-20' }))
    expect(work.finish().work).toEqual([
      { kind: 'budget.upheld-claims-are-corrected', count: 1, amount: 0, since: '2025-02-20' },
      { kind: 'budget.payments-late', count: 1, amount: 950_00, since: '2025-03-14' },
    ])
  })

  it('is told by the night’s check from the day after it was due, and so are upheld claims and months nobody settled', () => {
    const order = { pk: 'ORDER', sk: 'PO-1', kind: 'payment-order', ...ordered, dueOn: '2025-03-14' }
    const overdue = (state: string, on: string) =>
      overdueOf({ ...order, state }, [institutionsArePaidInTime], on).map(({ until }) => until)
    expect(overdue('open', '2025-03-14')).toEqual([])
    expect(overdue('awaiting-funds', '2025-03-15')).toEqual(['2025-03-14'])
    expect(overdue('paid', '2025-03-15')).toEqual([])
    const january = {
      pk: 'FUND',
      sk: 'PERIOD#2025-01',
      kind: 'fund-period',
      period: '2025-01',
      city: '340100',
    }
    const months = [monthsAreSettled(policy)]
    expect(overdueOf({ ...january, claims: 2 }, months, '2025-03-15')).toMatchObject([
      { until: '2025-03-14' },
    ])
    expect(overdueOf({ ...january, claims: 2, closedOn: '2025-02-05' }, months, '2025-03-15')).toEqual([])
    expect(overdueOf(january, months, '2025-03-15')).toEqual([])
    const upheld = { pk: 'UPHELD', sk: 'C1', kind: 'upheld-claim', upheldOn: '2025-02-20' }
    const waits = [upheldClaimsAreCorrected(policy)]
    expect(overdueOf(upheld, waits, '2025-03-22')).toEqual([])
    expect(overdueOf(upheld, waits, '2025-03-23')).toMatchObject([{ until: '2025-03-22' }])
    expect(overdueOf({ ...upheld, corrected: {} }, waits, '2025-03-23')).toEqual([])
  })
})
