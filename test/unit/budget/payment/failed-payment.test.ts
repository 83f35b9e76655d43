import { describe, expect, it } from 'vitest'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { confirmPayment } from '../../../../services/budget/payment/rules/confirm-payment.ts'
import { failPayment, giveAgain } from '../../../../services/budget/payment/rules/fail-payment.ts'
import type { PaymentOrder } from '../../../../services/budget/payment/rules/payment-order.ts'
import { ordered } from './order.ts'

const open: PaymentOrder = { ...ordered, state: 'open' }
const closed = { attempt: 1, failedOn: '2025-02-12', reason: 'the account is closed' }
const failed: PaymentOrder = { ...ordered, state: 'failed', failedOn: '2025-02-12', reason: closed.reason }
const second: PaymentOrder = { ...ordered, orderedOn: '2025-02-20', attempt: 2, state: 'open' }
const refusal = (code: string) => ({ status: 'refused', refusal: { code } })

describe('a payment that fails', () => {
  it('leaves its order failed, with the day and the reason', () => {
    expect(failPayment(closed, open)).toEqual({ status: 'accepted', value: failed })
  })

  it('told again changes nothing, told otherwise is refused', () => {
    expect(failPayment(closed, failed)).toEqual({ status: 'accepted', value: failed })
    expect(failPayment({ ...closed, reason: 'no such name' }, failed)).toMatchObject(
      refusal('payment-order.failed-otherwise'),
    )
  })

  it('is given again, as the second attempt, on the day it is given', () => {
    expect(giveAgain({ attempt: 1, on: '2025-02-20' }, failed)).toEqual({ status: 'accepted', value: second })
  })

  it('is given again once: asked twice, the second attempt stands', () => {
    expect(giveAgain({ attempt: 1, on: '2025-02-21' }, second)).toEqual({ status: 'accepted', value: second })
    expect(giveAgain({ attempt: 2, on: '2025-02-21' }, second)).toMatchObject(
      refusal('payment-order.not-failed'),
    )
    expect(giveAgain({ attempt: 1, on: '2025-02-11' }, failed)).toMatchObject(
      refusal('payment-order.again-before-failed'),
    )
  })

  it('is not failed by late word of the attempt before', () => {
    expect(failPayment(closed, second)).toEqual({ status: 'accepted', value: second })
    expect(failPayment({ ...closed, attempt: 3 }, second)).toMatchObject(
      refusal('payment-order.attempt-unknown'),
    )
  })

  it('cannot have failed before it was given, while it waits for funds, or when it was paid', () => {
    expect(failPayment({ ...closed, failedOn: '2025-02-09' }, open)).toMatchObject(
      refusal('payment-order.failed-before-ordered'),
    )
    expect(failPayment(closed, { ...ordered, state: 'awaiting-funds', reason: 'short' })).toMatchObject(
      refusal('payment-order.awaiting-funds'),
    )
    const paid: PaymentOrder = { ...ordered, state: 'paid', paidOn: '2025-02-12', treasuryRef: 'T' }
    expect(failPayment(closed, paid)).toMatchObject(refusal('payment-order.already-paid'))
  })

  it('is paid all the same when the treasury says that the money has left', () => {
    expect(confirmPayment({ paidOn: '2025-02-13', treasuryRef: 'T' }, failed)).toEqual({
      status: 'accepted',
      value: { ...ordered, state: 'paid', paidOn: '2025-02-13', treasuryRef: 'T' },
    })
  })

  it('is asked for again by an event of its own, which names the attempt', () => {
    const item = (order: PaymentOrder) => ({ pk: 'ORDER#PO-1', sk: 'ORDER', kind: 'payment-order', ...order })
    const told = (order: PaymentOrder, before?: PaymentOrder) =>
      toEvents([
        {
          sequence: '1',
          item: item(order) as never,
          ...(before ? { before: item(before) as never } : {}),
        },
      ]).map(({ event }) => [event.id, (event.data as { attempt?: number }).attempt])
    expect(told(open)).toEqual([['payment-ordered:PO-1', undefined]])
    expect(told(failed, open)).toEqual([])
    expect(told(second, failed)).toEqual([['payment-ordered:PO-1:2', 2]])
  })
})
