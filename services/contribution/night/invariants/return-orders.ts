import { sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { isSamePayee, payerOf } from '../../payment/rules/payer.ts'
import type { Suspense, SuspensePart } from '../../payment/rules/suspense.ts'
import { isOfOneHand } from '../../payment/rules/suspense.ts'
import type { ReturnOrder } from '../../return-order/rules/return-order.ts'
import { billsOf, over, receiptsOf, returnsOf, suspensesOf } from './over.ts'

/** Whether a part of money in suspense is paid out of its income account; earlier releases ordered none of it. */
const isPaidOut = (suspense: Suspense, part: SuspensePart, billCity: string | undefined) =>
  part.amount > 0 &&
  !isOfOneHand(suspense, part) &&
  (part.kind === 'returned' || (billCity !== undefined && billCity !== suspense.city))

const orderFaults = (order: ReturnOrder): string[] => {
  const { state, failures, since, orderedOn, payee } = order
  const days = [since, ...failures.map(({ failedOn }) => failedOn)]
  return [
    ...(payee?.kind && payee.id ? [] : ['it names nobody to pay']),
    ...(since && orderedOn >= since ? [] : ['it stands without an age']),
    ...(failures.every(({ reason }) => reason) && days.every((on) => on >= since)
      ? []
      : ['an attempt failed without a reason, or before it was ordered']),
    ...(state !== 'failed' || failures.length > 0 ? [] : ['it failed by no attempt']),
    ...(state !== 'paid' || (order.treasuryRef && order.paidOn >= since)
      ? []
      : ['it is paid without a word of the treasury']),
  ]
}

/** What is wrong with whom money went back to: nobody named by its bill, nor by a document, or another than was ordered. */
const payeeFault = (
  { payer }: Suspense,
  { payee, document }: SuspensePart,
  { bill, order }: { readonly bill: Bill | undefined; readonly order: ReturnOrder | undefined },
): string | undefined => {
  if (!payee) return undefined
  if (order && !isSamePayee(order.payee, payee)) return 'it went back to another than two officers decided'
  const paidBy = payerOf(bill, payer)
  return document || (paidBy && isSamePayee(paidBy, payee))
    ? undefined
    : 'it went back to another than paid it, by no document'
}

/** Judged from money in suspense with the orders that pay it out. */
export const paidOutByOrders = over(
  {
    id: 'contribution.return-orders',
    number: 11,
    rule: 'money that left suspense for its payer, or for another city, is an order to the treasury once: paid, or open or failed with its age; back it goes to whoever paid it, or by a document to another',
  },
  ['suspense', 'payment', 'return-order', 'bill'],
  (facts, say) => {
    const orders = returnsOf(facts)
    const byPayment = Map.groupBy(orders, ({ paymentId }) => paymentId)
    const cityOf = new Map(receiptsOf(facts).map(({ paymentId, city }) => [paymentId, city]))
    for (const order of orders) for (const what of orderFaults(order)) say(order.orderId, what)
    const bills = new Map(billsOf(facts).map((bill) => [bill.billId, bill]))
    for (const suspense of suspensesOf(facts)) {
      for (const part of suspense.parts) {
        const order = orders.find(({ orderId }) => orderId === part.orderId)
        const fault = payeeFault(suspense, part, { bill: bills.get(suspense.billId), order })
        if (fault) say(suspense.paymentId, fault, { amount: part.amount })
      }
      const { paymentId, parts, city, scheme } = suspense
      const out = parts.filter((part) => isPaidOut(suspense, part, cityOf.get(part.receiptId ?? '')))
      const own = byPayment.get(paymentId) ?? []
      const isOrdered = out.every(({ orderId, amount }) =>
        own.some(
          (order) =>
            order.orderId === orderId &&
            order.amount === amount &&
            order.city === city &&
            order.scheme === scheme,
        ),
      )
      const figures = {
        left: sum(out.map(({ amount }) => amount)),
        ordered: sum(own.map(({ amount }) => amount)),
      }
      if (!isOrdered || own.length !== out.length || figures.left !== figures.ordered)
        say(paymentId, 'what left suspense is not what the treasury was asked to pay', figures)
      byPayment.delete(paymentId)
    }
    for (const paymentId of byPayment.keys())
      say(paymentId, 'an order for money in suspense that is not there')
    return orders.length + suspensesOf(facts).length + receiptsOf(facts).length
  },
)
