import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { issueFee } from '../../../services/contribution/late-fee/rules/fee-bill.ts'
import { feeThrough } from '../../../services/contribution/late-fee/rules/fee-through.ts'
import { decidePayment } from '../../../services/contribution/payment/rules/payment.ts'
import { employerMonth, flexibleMonth, residentYear } from './given.ts'

const policy = readPolicy('shared/policy/anhui')
/** 1,098 yuan due on 2025-03-02. */
const bill = employerMonth
const paid = (amount: number, paidOn: string) => ({ pooled: amount, account: 0, paidOn })

describe('the late fee on an employer’s bill', () => {
  it('runs from the day after the due day at 0.05 % a day, the day itself included', () => {
    expect(feeThrough(bill, [], '2025-03-02', policy)).toBe(0)
    // 109,800 fen × 0.0005 × 10 days.
    expect(feeThrough(bill, [], '2025-03-12', policy)).toBe(549)
  })

  it('of back pay runs from the day on which the month was due, though the bill itself is due later', () => {
    // The month of January that was billed in September: due on 30 October, and since 2 March by law.
    const late = { ...bill, charge: 'back-pay', dueOn: '2025-10-30', feeFrom: '2025-03-02' } as const
    expect(feeThrough(late, [], '2025-03-12', policy)).toBe(549)
    // Paid within the days of the bill: 109,800 fen × 0.0005 × 212 days until 30 September.
    expect(feeThrough(late, [paid(109_800, '2025-09-30')], '2025-12-31', policy)).toBe(11_639)
    const { fee } = issueFee(late, { whole: 11_639, through: '2025-10-31', paymentDays: 15 })
    expect(fee?.feeDays).toEqual({ after: '2025-03-02', through: '2025-10-31' })
    const command = { paymentId: 'p', billId: bill.billId, payer: 'employer', kind: 'payment' } as const
    const paying = decidePayment({ ...command, amount: 85_400, paidOn: '2025-09-30' }, late)
    expect(paying).toMatchObject({ status: 'accepted', value: { bill: { isPaidLate: true } } })
  })

  it('is on what was overdue on each day: a part that is paid costs its days, and no day more', () => {
    // 109,800 for 10 days, then 59,800 for 10 days: 549 + 299.
    expect(feeThrough(bill, [paid(50_000, '2025-03-12')], '2025-03-22', policy)).toBe(848)
    expect(feeThrough(bill, [paid(109_800, '2025-03-12')], '2025-12-31', policy)).toBe(549)
    expect(feeThrough(bill, [paid(109_800, '2025-03-02')], '2025-12-31', policy)).toBe(0)
  })

  it('stops for what is written off, on the day that it is', () => {
    const takenOff = [{ writeOffId: 'WO-1', payer: 'employer', amount: 50_000, on: '2025-03-12' }] as const
    expect(feeThrough({ ...bill, takenOff }, [], '2025-03-22', policy)).toBe(848)
  })

  it('takes the rate of each day where the law changes it', () => {
    const key = 'contribution.late_fee.daily_rate'
    const rate = policy.parameters.get(key)
    const value = rate?.values[0]
    if (!rate || !value) throw new Error('no rate')
    const later = { ...value, from: '2025-03-13', value: 0.0002 }
    const parameters = new Map(policy.parameters).set(key, { ...rate, values: [value, later] })
    const changed: Policy = { ...policy, parameters }
    // 10 days at 0.05 % and 10 at 0.02 %: 549 + 219.6.
    expect(feeThrough(bill, [], '2025-03-22', changed)).toBe(769)
  })

  it('is asked of no flexible worker, resident or government', () => {
    const { employerId: _, ...flexible } = flexibleMonth
    for (const other of [flexible, residentYear, { ...residentYear, kind: 'subsidy' as const }])
      expect(feeThrough(other, [], '2026-01-01', policy)).toBe(0)
  })

  it('is billed by what came on top since it was billed last, with the days it is for', () => {
    const first = issueFee(bill, { whole: 549, through: '2025-03-12', paymentDays: 15 })
    expect(first.fee).toMatchObject({
      ...{ billId: 'L-E-E1-2025-01-1', kind: 'late-fee', employerId: 'E1', feeOf: 'E-E1-2025-01' },
      ...{ dues: [{ payer: 'employer', pooled: 549, account: 0 }], dueOn: '2025-03-27' },
      feeDays: { after: '2025-03-02', through: '2025-03-12' },
    })
    const next = issueFee(first.bill, { whole: 848, through: '2025-03-22', paymentDays: 15 })
    expect(next.fee).toMatchObject({ billId: 'L-E-E1-2025-01-2', dues: [{ pooled: 299 }] })
    expect(next.bill.fees).toEqual({ count: 2, billed: 848, through: '2025-03-22' })
    expect(issueFee(next.bill, { whole: 848, through: '2025-03-31', paymentDays: 15 }).fee).toBeUndefined()
  })

  it('gives back where a payment is told late that was made in time', () => {
    const first = issueFee(bill, { whole: 549, through: '2025-03-12', paymentDays: 15 })
    const back = issueFee(first.bill, { whole: 0, through: '2025-03-31', paymentDays: 15 })
    expect(back.fee?.dues).toEqual([{ payer: 'employer', pooled: -549, account: 0 }])
  })
})
