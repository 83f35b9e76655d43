import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { never } from '#shared/kernel/never.ts'
import { refuse } from '../../refusals.ts'
import type { OrderDraft, PaymentOrder } from './payment-order.ts'
import { attemptOf } from './payment-order.ts'

/** What the treasury says of an attempt to pay that failed. */
export type FailPayment = { readonly attempt: number; readonly failedOn: Day; readonly reason: string }

/**
 * Takes the treasury's word that it could not pay. Word of an earlier attempt that comes late changes nothing, and so
 * does the same word again.
 */
export const failPayment = (command: FailPayment, order: PaymentOrder): Decision<PaymentOrder> => {
  const { attempt, failedOn, reason } = command
  if (attempt < attemptOf(order)) return accept(order)
  if (attempt > attemptOf(order))
    return refuse('payment-order.attempt-unknown', {
      field: 'attempt',
      figures: { attempts: attemptOf(order) },
    })
  switch (order.state) {
    case 'awaiting-funds':
      return refuse('payment-order.awaiting-funds')
    case 'open':
      return failedOn < order.orderedOn
        ? refuse('payment-order.failed-before-ordered', {
            field: 'failedOn',
            figures: { orderedOn: order.orderedOn },
          })
        : accept({ ...order, state: 'failed', failedOn, reason })
    case 'failed':
      return order.failedOn === failedOn && order.reason === reason
        ? accept(order)
        : refuse('payment-order.failed-otherwise', {
            figures: { failedOn: order.failedOn, reason: order.reason },
          })
    case 'paid':
      return refuse('payment-order.already-paid', { figures: { paidOn: order.paidOn } })
    default:
      return never(order)
  }
}

/**
 * Gives an order to the treasury again after an attempt that failed. Its money is in the expenditure account still, so
 * nothing is booked; asking again for the same attempt changes nothing.
 */
export const giveAgain = (
  { attempt, on }: { readonly attempt: number; readonly on: Day },
  order: PaymentOrder,
): Decision<PaymentOrder> => {
  if (attempt < attemptOf(order)) return accept(order)
  if (order.state !== 'failed' || attempt > attemptOf(order)) return refuse('payment-order.not-failed')
  if (on < order.failedOn)
    return refuse('payment-order.again-before-failed', {
      field: 'on',
      figures: { failedOn: order.failedOn },
    })
  const { state, failedOn, reason, ...draft } = order
  const again: OrderDraft = { ...draft, orderedOn: on, attempt: attempt + 1 }
  return accept({ ...again, state: 'open' })
}
