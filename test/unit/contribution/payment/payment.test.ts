import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bill } from '../../../../services/contribution/bill/rules/bill.ts'
import type { Receipt, RecordPayment } from '../../../../services/contribution/payment/rules/payment.ts'
import { decidePayment } from '../../../../services/contribution/payment/rules/payment.ts'
import { employerMonth, flexibleMonth, residentYear } from '../given.ts'

const pay = (amount: number, more: Partial<RecordPayment> = {}): RecordPayment => ({
  paymentId: 't1',
  billId: 'any',
  payer: 'individual',
  kind: 'payment',
  amount,
  paidOn: '2024-11-05',
  ...more,
})

const accepted = (command: RecordPayment, bill: Bill): { bill: Bill; receipt: Receipt } => {
  const decision = decidePayment(command, bill)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const refusal = (code: string, figures?: object) => ({
  status: 'refused',
  refusal: expect.objectContaining(figures ? { code, figures } : { code }),
})

describe('a payment', () => {
  it('of all that is due completes the bill', () => {
    expect(decidePayment(pay(40_000), residentYear)).toEqual({
      status: 'accepted',
      value: {
        bill: {
          ...residentYear,
          ...{ status: 'paid', paid: { individual: 40_000 }, paymentIds: ['t1'], completedOn: '2024-11-05' },
        },
        receipt: {
          paymentId: 't1',
          billId: 'any',
          scheme: 'resident',
          city: '340100',
          fundYear: 2025,
          payer: 'individual',
          pooled: 40_000,
          account: 0,
          paidOn: '2024-11-05',
          completes: { from: '2025-01', to: '2025-12', persons: [{ personId: 'P1', account: 0 }] },
        },
      },
    })
  })

  it('of a part leaves the bill partly paid and completes nothing', () => {
    const { bill, receipt } = accepted(pay(39_999), residentYear)
    expect(bill).toMatchObject({ status: 'partly-paid', paid: { individual: 39_999 } })
    expect(receipt).not.toHaveProperty('completes')
  })

  it('completes an employer’s bill only when the individuals’ part is in as well', () => {
    const first = accepted(pay(85_400, { payer: 'employer' }), employerMonth)
    expect(first.bill.status).toBe('partly-paid')
    const second = accepted(pay(24_400), first.bill)
    expect(second.bill.status).toBe('paid')
    expect(second.receipt).toMatchObject({ pooled: 0, account: 24_400 })
    expect(second.receipt.completes?.persons).toEqual([
      { personId: 'P1', account: 16_000 },
      { personId: 'P2', account: 8_400 },
    ])
  })

  it('above what is due is refused with the figures, also as the last of several', () => {
    expect(decidePayment(pay(40_001), residentYear)).toEqual(
      refusal('contribution.overpaid', { due: 40_000, paid: 0, amount: 40_001 }),
    )
    const partly = accepted(pay(30_000), residentYear).bill
    expect(decidePayment(pay(10_001), partly)).toEqual(
      refusal('contribution.overpaid', { due: 40_000, paid: 30_000, amount: 10_001 }),
    )
  })

  it('of a payer who owes nothing is refused', () => {
    expect(decidePayment(pay(1, { payer: 'centre' }), residentYear)).toEqual(
      refusal('contribution.nothing-due'),
    )
  })
})

describe('a refund', () => {
  const paid = accepted(pay(40_000), residentYear).bill

  it('of a part carries the negative and opens the bill again', () => {
    const { bill, receipt } = accepted(pay(15_000, { kind: 'refund' }), paid)
    expect(bill).toMatchObject({ status: 'partly-paid', paid: { individual: 25_000 } })
    expect(receipt).toMatchObject({ pooled: -15_000, account: 0 })
  })

  const months = { from: '2025-01', to: '2025-12', persons: [{ personId: 'P1', account: 0 }] }

  it('of everything takes back the months paid for, and the bill can be paid once more', () => {
    const refund = accepted(pay(40_000, { kind: 'refund', paidOn: '2024-11-20' }), paid)
    expect(refund.bill).toMatchObject({ status: 'refunded', turns: 2, withdrawnOn: '2024-11-20' })
    expect(refund.bill).not.toHaveProperty('completedOn')
    expect(refund.receipt).toMatchObject({ pooled: -40_000, withdraws: months, turn: 2 })
    const again = accepted(pay(40_000, { paidOn: '2024-12-28' }), refund.bill)
    expect(again.bill).toMatchObject({ status: 'paid', turns: 3, completedOn: '2024-12-28' })
    expect(again.bill).not.toHaveProperty('withdrawnOn')
    expect(again.receipt).toMatchObject({ pooled: 40_000, completes: months, turn: 3 })
  })

  it('of one fen takes back as much; a second one takes nothing back that is not there', () => {
    const first = accepted(pay(1, { kind: 'refund' }), paid)
    expect(first.receipt).toMatchObject({ pooled: -1, withdraws: months, turn: 2 })
    const second = accepted(pay(39_999, { kind: 'refund' }), first.bill)
    expect(second.bill).toMatchObject({ status: 'refunded', turns: 2 })
    expect(second.receipt).not.toHaveProperty('withdraws')
  })

  it('of the employer’s part leaves the bill short for everyone on it', () => {
    const whole = accepted(pay(24_400), accepted(pay(85_400, { payer: 'employer' }), employerMonth).bill)
    const refund = accepted(pay(100, { kind: 'refund', payer: 'employer' }), whole.bill)
    expect(refund.receipt.withdraws?.persons).toEqual([
      { personId: 'P1', account: 16_000 },
      { personId: 'P2', account: 8_400 },
    ])
  })

  it('of a bill that was never complete takes no months back', () => {
    const partly = accepted(pay(10_000), residentYear).bill
    const refund = accepted(pay(10_000, { kind: 'refund' }), partly)
    expect(refund.bill.status).toBe('refunded')
    expect(refund.receipt).not.toHaveProperty('withdraws')
    expect(accepted(pay(40_000), refund.bill).receipt).not.toHaveProperty('turn')
  })

  it('above what was paid is refused', () => {
    expect(decidePayment(pay(40_001, { kind: 'refund' }), paid)).toEqual(
      refusal('contribution.refund-above-paid'),
    )
  })

  it('and a payment after it complete the bill anew, on the day of that payment', () => {
    const { bill } = accepted(pay(15_000, { kind: 'refund' }), paid)
    const again = accepted(pay(15_000, { paidOn: '2025-02-01' }), bill)
    expect(again.bill).toMatchObject({ status: 'paid', completedOn: '2025-02-01' })
    expect(again.receipt).toMatchObject({ completes: months, turn: 3 })
  })

  it('on a bill of before refunds took months back does so with the next one', () => {
    const old: Bill = { ...paid, status: 'partly-paid', paid: { individual: 25_000 } }
    expect(accepted(pay(5_000, { kind: 'refund' }), old).receipt).toMatchObject({
      withdraws: months,
      turn: 2,
    })
    expect(accepted(pay(15_000), old).receipt).not.toHaveProperty('completes')
  })
})

describe('payments in any pieces', () => {
  it('bring pool and accounts exactly their parts, and complete the bill once', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 20 })
    return fc.assert(
      fc.property(pieces, (amounts) => {
        let bill = flexibleMonth
        const receipts: Receipt[] = []
        for (const [index, amount] of [...amounts, 37_800].entries()) {
          const left = 37_800 - (bill.paid.individual ?? 0)
          if (left === 0) break
          const next = accepted(pay(Math.min(amount, left), { paymentId: `t${index}` }), bill)
          bill = next.bill
          receipts.push(next.receipt)
        }
        const total = (part: 'pooled' | 'account') =>
          receipts.reduce((sum, receipt) => sum + receipt[part], 0)
        expect([total('pooled'), total('account')]).toEqual([29_400, 8_400])
        expect(receipts.every(({ pooled, account }) => pooled >= 0 && account >= 0)).toBe(true)
        expect(receipts.filter(({ completes }) => completes)).toHaveLength(1)
      }),
    )
  })

  it('and refunded in any pieces leave nothing behind', () => {
    return fc.assert(
      fc.property(fc.integer({ min: 1, max: 37_799 }), (part) => {
        const paid = accepted(pay(37_800), flexibleMonth)
        const first = accepted(pay(part, { kind: 'refund' }), paid.bill)
        const second = accepted(pay(37_800 - part, { kind: 'refund' }), first.bill)
        const all = [paid, first, second].map(({ receipt }) => receipt)
        expect(all.reduce((sum, { pooled }) => sum + pooled, 0)).toBe(0)
        expect(all.reduce((sum, { account }) => sum + account, 0)).toBe(0)
        expect(second.bill.status).toBe('refunded')
      }),
    )
  })
})

describe('a bill that gives a subsidy back', () => {
  const giveBack: Bill = {
    ...residentYear,
    ...{ billId: 'S-340100-2025-2', kind: 'subsidy', persons: [] },
    dues: [{ payer: 'centre', pooled: -42_000, account: 0 }],
  }

  it('is settled by refunds to the level that paid it, never by more and never by a payment', () => {
    const refund = (amount: number) => pay(amount, { payer: 'centre', kind: 'refund' })
    expect(accepted(refund(42_000), giveBack)).toMatchObject({
      bill: { status: 'paid', paid: { centre: -42_000 } },
      receipt: { pooled: -42_000 },
    })
    expect(decidePayment(refund(42_001), giveBack)).toEqual(refusal('contribution.refund-above-paid'))
    expect(decidePayment(pay(1, { payer: 'centre' }), giveBack)).toEqual(refusal('contribution.overpaid'))
  })
})
