import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Payee } from '#shared/contracts/payee.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { never } from '#shared/kernel/never.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'

/** An attempt to pay that did not go through, in the treasury's words. */
export type Failure = { readonly failedOn: Day; readonly reason: string }

/** What is ordered: money in suspense back to whoever paid it, or to the city whose bill it pays. */
export type OrderDraft = {
  readonly orderId: string
  readonly city: CityCode
  readonly scheme: Scheme
  readonly fundYear: FundYear
  readonly payee: Payee
  readonly purpose: 'return' | 'transfer'
  /** The payment in suspense whose money it is. */
  readonly paymentId: string
  /** The account and bill of another city that wait for the money; absent: a return, or ordered before they waited. */
  readonly into?: { readonly city: CityCode; readonly fundYear: FundYear; readonly billId: string }
  readonly amount: Fen
  /** When it was given to the treasury first. */
  readonly since: Day
  /** When it was given to the treasury last. */
  readonly orderedOn: Day
  /** The attempts that failed, in order. */
  readonly failures: readonly Failure[]
}

/**
 * An order to pay out of an income account. Its money has left the account's balance, so that no sweep takes it, and is
 * with the treasury until it is paid. An attempt may fail: an account is closed, or a name does not match. It then waits
 * for an officer to give it again.
 */
export type ReturnOrder =
  | (OrderDraft & { readonly state: 'open' })
  | (OrderDraft & { readonly state: 'failed' })
  | (OrderDraft & { readonly state: 'paid'; readonly paidOn: Day; readonly treasuryRef: string })

export const returnOrderStates = ['open', 'failed', 'paid'] as const satisfies readonly ReturnOrder['state'][]

/** Which time an order is with the treasury, or failed there. */
export const attemptOf = ({ failures, state }: ReturnOrder): number =>
  state === 'failed' ? failures.length : failures.length + 1

/**
 * Takes the treasury's word that it paid, once; the same again changes nothing, another is refused. It counts for more
 * than its word that the payment failed: the money has left.
 */
export const confirmReturn = (
  paid: { readonly paidOn: Day; readonly treasuryRef: string },
  order: ReturnOrder,
): Decision<ReturnOrder> => {
  switch (order.state) {
    case 'open':
    case 'failed':
      return paid.paidOn < order.since
        ? refuse('return-order.paid-before-ordered', {
            field: 'paidOn',
            figures: { orderedOn: order.since },
          })
        : accept({ ...order, state: 'paid', ...paid })
    case 'paid':
      return order.paidOn === paid.paidOn && order.treasuryRef === paid.treasuryRef
        ? accept(order)
        : refuse('return-order.confirmed-otherwise', {
            figures: { paidOn: order.paidOn, treasuryRef: order.treasuryRef },
          })
    default:
      return never(order)
  }
}

/** What the treasury says of an attempt that failed. */
type FailReturn = Failure & { readonly attempt: number }

/** Whether an attempt that is behind the order failed just so. */
const isSaidBefore = ({ failures }: ReturnOrder, { attempt, failedOn, reason }: FailReturn): boolean => {
  const said = failures[attempt - 1]
  return said?.failedOn === failedOn && said.reason === reason
}

/**
 * Takes the treasury's word that an attempt failed. The same word again changes nothing, however late; another word of
 * the same attempt is refused.
 */
export const failReturn = (failed: FailReturn, order: ReturnOrder): Decision<ReturnOrder> => {
  const { attempt, failedOn, reason } = failed
  if (isSaidBefore(order, failed)) return accept(order)
  const before = order.failures[attempt - 1]
  if (before) return refuse('return-order.failed-otherwise', { figures: { ...before } })
  if (order.state === 'paid')
    return refuse('return-order.already-paid', { figures: { paidOn: order.paidOn } })
  if (attempt !== attemptOf(order))
    return refuse('return-order.attempt-unknown', {
      field: 'attempt',
      figures: { attempts: attemptOf(order) },
    })
  if (failedOn < order.orderedOn)
    return refuse('return-order.failed-before-ordered', {
      field: 'failedOn',
      figures: { orderedOn: order.orderedOn },
    })
  return accept({ ...order, state: 'failed', failures: [...order.failures, { failedOn, reason }] })
}

/** Gives an order to the treasury again after an attempt that failed; asked again for that attempt, nothing changes. */
export const giveReturnAgain = (
  { attempt, on }: { readonly attempt: number; readonly on: Day },
  order: ReturnOrder,
): Decision<ReturnOrder> => {
  const failed = order.failures[attempt - 1]
  if (!failed) return refuse('return-order.not-failed')
  if (order.state !== 'failed' || attempt < attemptOf(order))
    // Given again since that attempt failed, and paid by now: who asks late for it is answered as first.
    return order.state === 'paid' && order.orderedOn < failed.failedOn
      ? refuse('return-order.already-paid', { figures: { paidOn: order.paidOn } })
      : accept(order)
  return on < failed.failedOn
    ? refuse('return-order.again-before-failed', {
        field: 'on',
        figures: { failedOn: failed.failedOn },
      })
    : accept({ ...order, state: 'open', orderedOn: on })
}
