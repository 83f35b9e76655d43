import { sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { dueAmount, totalDue, totalPaid } from '../../bill/rules/bill.ts'
import type { Receipt } from '../../payment/rules/payment.ts'
import { billsOf, money, over, receiptsOf } from './over.ts'

const faultsOf = (bill: Bill, receipts: readonly Receipt[]): string[] => {
  const payersAgree = bill.dues.every(
    ({ payer }) =>
      (bill.paid[payer] ?? 0) === sum(receipts.filter((each) => each.payer === payer).map(money)),
  )
  const withinDue = bill.dues.every((due) => (bill.paid[due.payer] ?? 0) <= dueAmount(due))
  const paidUp = totalPaid(bill) === totalDue(bill)
  const completions = receipts.filter(({ completes }) => completes).length
  return [
    ...(payersAgree ? [] : ['what is marked as paid is not the sum of the payments']),
    ...(withinDue ? [] : ['more is paid than is due']),
    ...(paidUp === (bill.status === 'paid') ? [] : ['its status is not what its payments make it']),
    ...(bill.persons.length === 0 || completions === (bill.completedOn === undefined ? 0 : 1)
      ? []
      : ['it was not completed exactly once']),
  ]
}

/** Judged from a bill and its payments. */
export const arrears = over(
  {
    id: 'contribution.arrears',
    number: 6,
    rule: 'bills − payments = arrears: a bill is paid by its payments, never above what is due, and completed once',
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
    for (const billId of byBill.keys()) say(billId, 'payments on a bill that is not there')
    return bills.length
  },
)
