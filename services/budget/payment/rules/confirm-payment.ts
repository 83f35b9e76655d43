import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { never } from '#shared/kernel/never.ts'
import { refuse } from '../../refusals.ts'
import type { PaidOrder, PaymentOrder } from './payment-order.ts'

/** What the treasury says of an order it paid. */
export type ConfirmPayment = { readonly paidOn: Day; readonly treasuryRef: string }

const paid = (order: PaymentOrder, command: ConfirmPayment): PaidOrder => {
  const { orderId, fund, year, payee, cause, amount, orderedOn, dueOn, attempt } = order
  const draft = { orderId, fund, year, payee, cause, amount, orderedOn }
  const due = dueOn === undefined ? {} : { dueOn }
  return { ...draft, ...due, ...(attempt === undefined ? {} : { attempt }), state: 'paid', ...command }
}

/**
 * Takes the treasury's confirmation, once; the same again changes nothing, another one is refused. It counts for more than
 * an earlier word that the payment failed: the money has left.
 */
export const confirmPayment = (command: ConfirmPayment, order: PaymentOrder): Decision<PaidOrder> => {
  switch (order.state) {
    case 'awaiting-funds':
      return refuse('payment-order.awaiting-funds')
    case 'open':
    case 'failed':
      if (command.paidOn < order.orderedOn)
        return refuse('payment-order.paid-before-ordered', {
          field: 'paidOn',
          figures: { orderedOn: order.orderedOn },
        })
      return accept(paid(order, command))
    case 'paid':
      return order.paidOn === command.paidOn && order.treasuryRef === command.treasuryRef
        ? accept(order)
        : refuse('payment-order.confirmed-otherwise', {
            figures: { paidOn: order.paidOn, treasuryRef: order.treasuryRef },
          })
    default:
      return never(order)
  }
}
