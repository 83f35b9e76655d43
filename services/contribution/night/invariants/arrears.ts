import { sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { dueAmount, isPaidUp, takenOffOf, totalDue, totalPaid, turnsOf } from '../../bill/rules/bill.ts'
import { areOfTheSame, siblingId } from '../../bill/rules/siblings.ts'
import { cameOf } from '../../payment/rules/goes-back.ts'
import type { Receipt } from '../../payment/rules/payment.ts'
import { isPaidBeforeRefunded } from '../../payment/rules/refund-day.ts'
import { areReversalsCovered } from '../../payment/rules/reversal.ts'
import { billsOf, money, over, receiptsOf } from './over.ts'

/** Whether its receipts made a bill complete and short again in turn, once each, up to what it is now. */
const isTurnedInOrder = (bill: Bill, receipts: readonly Receipt[]): boolean => {
  const told = receipts
    .filter(({ completes, withdraws }) => completes ?? withdraws)
    .sort((a, b) => (a.turn ?? 1) - (b.turn ?? 1))
  const inTurn = told.every(
    ({ completes, turn = 1 }, index) => turn === index + 1 && (completes !== undefined) === (turn % 2 === 1),
  )
  const isComplete = told.length % 2 === 1
  return inTurn && told.length === turnsOf(bill) && isComplete === (bill.completedOn !== undefined)
}

const faultsOf = (bill: Bill, receipts: readonly Receipt[]): string[] => {
  const payersAgree = bill.dues.every(
    ({ payer }) =>
      (bill.paid[payer] ?? 0) === sum(receipts.filter((each) => each.payer === payer).map(money)),
  )
  const withinDue = bill.dues.every((due) => {
    const paid = bill.paid[due.payer] ?? 0
    const off = takenOffOf(bill, due.payer)
    const whole = dueAmount(due)
    return Math.min(0, whole) <= paid && paid <= Math.max(0, whole - off)
  })
  return [
    ...(payersAgree ? [] : ['what is marked as paid is not the sum of the payments']),
    ...(withinDue ? [] : ['more is paid than is due']),
    ...(bill.dues.every(
      (due) =>
        dueAmount(due) < 0 || isPaidBeforeRefunded(receipts.filter(({ payer }) => payer === due.payer)),
    )
      ? []
      : ['a refund is dated before what it gives back was paid']),
    ...(areReversalsCovered(receipts) ? [] : ['a refund takes back what is not there']),
    ...(isPaidUp(bill) === (bill.status === 'paid') ? [] : ['its status is not what its payments make it']),
    ...(bill.persons.length === 0 || isTurnedInOrder(bill, receipts)
      ? []
      : ['its receipts do not complete it and leave it short in turn']),
  ]
}

/** Bills that gave back more of a month, or of late fees, than came of it. */
const givenAboveWhatCame = (bills: readonly Bill[]): readonly Bill[] => {
  const groups = Map.groupBy(
    bills.filter((bill) => siblingId(bill, 0) !== undefined),
    (bill) => siblingId(bill, 0),
  )
  return [...groups.values()].flatMap((group) =>
    group.filter((bill) => {
      if (totalPaid(bill) >= 0) return false
      const all = group.filter((other) => areOfTheSame(bill, other))
      return bill.dues.some(({ payer }) => cameOf(payer, all) < 0)
    }),
  )
}

/** Judged from a bill and its payments. */
export const arrears = over(
  {
    id: 'contribution.arrears',
    number: 6,
    rule: 'bills − payments − write-offs = arrears: a bill is paid by its payments, never above what is due nor refunded before they came, and complete or short again in turn; of a month no more goes back than came',
  },
  ['bill', 'payment'],
  (facts, say) => {
    const bills = billsOf(facts)
    const byBill = Map.groupBy(receiptsOf(facts), ({ billId }) => billId)
    for (const bill of bills) {
      const figures = { due: totalDue(bill), paid: totalPaid(bill) }
      for (const what of faultsOf(bill, byBill.get(bill.billId) ?? [])) say(bill.billId, what, figures)
      byBill.delete(bill.billId)
    }
    for (const { billId } of givenAboveWhatCame(bills)) say(billId, 'more went back of its month than came')
    for (const billId of byBill.keys()) say(billId, 'payments on a bill that is not there')
    return bills.length
  },
)
