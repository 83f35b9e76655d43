import { describe, expect, it } from 'vitest'
import { confirmPayment } from '../../../../services/budget/payment/rules/confirm-payment.ts'
import type { PaymentOrder } from '../../../../services/budget/payment/rules/payment-order.ts'
import {
  fundingMovements,
  paymentMovements,
} from '../../../../services/budget/payment/rules/payment-order.ts'
import { ordered } from './order.ts'

const open: PaymentOrder = { ...ordered, state: 'open' }
const confirmation = { paidOn: '2025-02-12', treasuryRef: 'T-1' }
const refusal = (code: string) => ({ status: 'refused', refusal: { code } })

describe('a payment order', () => {
  it('is paid when the treasury says so', () => {
    expect(confirmPayment(confirmation, open)).toEqual({
      status: 'accepted',
      value: { ...ordered, state: 'paid', ...confirmation },
    })
  })

  it('confirmed again changes nothing; confirmed otherwise is refused', () => {
    const paid: PaymentOrder = { ...ordered, state: 'paid', ...confirmation }
    expect(confirmPayment(confirmation, paid)).toEqual({ status: 'accepted', value: paid })
    expect(confirmPayment({ ...confirmation, treasuryRef: 'T-2' }, paid)).toMatchObject(
      refusal('payment-order.confirmed-otherwise'),
    )
  })

  it('was not paid before it was given, nor while it waits for funds', () => {
    expect(confirmPayment({ ...confirmation, paidOn: '2025-02-09' }, open)).toMatchObject(
      refusal('payment-order.paid-before-ordered'),
    )
    const waiting: PaymentOrder = { ...ordered, state: 'awaiting-funds', reason: 'short' }
    expect(confirmPayment(confirmation, waiting)).toMatchObject(refusal('payment-order.awaiting-funds'))
  })

  it('is paid out of the expenditure account, which the special account filled', () => {
    expect(fundingMovements(open)).toEqual({ 'expenditure-account': 950_00, 'special-account': -950_00 })
    expect(paymentMovements(open)).toEqual({ 'payment-orders': 950_00, 'expenditure-account': -950_00 })
    const levy = { ...open, cause: { purpose: 'adjustment-fund-levy', levyId: 'L1' } } as const
    expect(paymentMovements(levy)).toEqual({
      'adjustment-fund-payable': 950_00,
      'expenditure-account': -950_00,
    })
  })
})
