import type { Bill } from '../../bill/rules/bill.ts'
import { areOfTheSame } from '../../bill/rules/siblings.ts'
import { judgeOnBill } from '../../payment/rules/on-bill.ts'
import { otherFund } from '../../payment/rules/payment.ts'
import type { Suspense } from '../../payment/rules/suspense.ts'
import { openAmount } from '../../payment/rules/suspense.ts'
import { billsOf, over, receiptsOf, suspensesOf } from './over.ts'

/** Money whose own day is none that a payment can have waits for an officer to say the right one, whatever its bill is. */
const waitsForItsDay: ReadonlySet<string> = new Set([
  'contribution.paid-in-future',
  'contribution.paid-too-early',
])

/** Money in suspense that nobody has a proposal for, as the payment that it would be on the bill it was reported on. */
const asPayment = (suspense: Suspense) => {
  const { paymentId, billId, payer, paidOn, proposal, reason, reverses } = suspense
  const open = openAmount(suspense)
  if (open === 0 || proposal || waitsForItsDay.has(reason)) return undefined
  const kind = open < 0 ? ('refund' as const) : ('payment' as const)
  const named = reverses === undefined ? {} : { reverses }
  return { paymentId, billId, payer, kind, amount: Math.abs(open), paidOn, ...named }
}

/** Judged from money in suspense with the bill that waits for it, the bills beside that, and their receipts. */
export const nothingWaitsThatFits = over(
  {
    id: 'contribution.suspense-goes-on',
    number: 11,
    rule: 'money in suspense that fits the bill it was reported on does not wait there: it goes on with the bill, or back to the account that paid',
  },
  ['suspense', 'bill', 'payment'],
  (facts, say) => {
    const held = suspensesOf(facts)
    const bills = new Map(billsOf(facts).map((bill): [string, Bill] => [bill.billId, bill]))
    const byBill = Map.groupBy(receiptsOf(facts), ({ billId }) => billId)
    for (const suspense of held) {
      const bill = bills.get(suspense.billId)
      const payment = asPayment(suspense)
      if (!payment || !bill?.waiting?.includes(suspense.paymentId) || otherFund(suspense, bill)) continue
      const others = [...bills.values()].filter(
        (other) => other.billId !== bill.billId && areOfTheSame(bill, other),
      )
      const lines = [bill, ...others].flatMap(({ billId }) => byBill.get(billId) ?? [])
      if (judgeOnBill(payment, { bill, others, lines }).status === 'accepted')
        say(suspense.paymentId, 'it waits, and fits the bill that it was reported on', {
          open: openAmount(suspense),
        })
    }
    return held.length
  },
)
