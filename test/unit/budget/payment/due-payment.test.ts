import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { lateLines, latePayments } from '../../../../cli/verify/late-payments.ts'
import { daysLate, workingDaysAfter } from '../../../../services/budget/payment/rules/due-payment.ts'
import { ordered } from './order.ts'

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
    expect(lateLines(found, 'en')[0]).toBe('1 payments are late, the oldest by 10 days')
    expect(lateLines([], 'en')).toEqual([])
  })
})
