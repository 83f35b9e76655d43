import { sum } from '#shared/money/fen.ts'
import type { Suspense } from '../../payment/rules/suspense.ts'
import { openAmount } from '../../payment/rules/suspense.ts'
import { money, over, receiptsOf, suspensesOf } from './over.ts'

const faultsOf = ({ amount, parts, reason, receivedOn, billId, paymentId }: Suspense): string[] => {
  const open = openAmount({ amount, parts })
  const isOneWay = parts.every((part) => Math.sign(part.amount) === Math.sign(amount))
  return [
    ...(reason && receivedOn && billId && paymentId ? [] : ['it stands without a reason or without an age']),
    ...(amount !== 0 && isOneWay && Math.sign(open) !== -Math.sign(amount)
      ? []
      : ['more of it was assigned and returned than was received']),
  ]
}

/** Judged from money in suspense with the receipts of what was assigned of it. */
export const suspenseHasItsReason = over(
  {
    id: 'contribution.suspense',
    number: 11,
    rule: 'money in suspense has a reason and an age, and what was assigned of it stands on a bill by one receipt',
  },
  ['suspense', 'payment'],
  (facts, say) => {
    const held = suspensesOf(facts)
    const bySource = Map.groupBy(
      receiptsOf(facts).filter(({ suspenseOf }) => suspenseOf !== undefined),
      ({ suspenseOf = '' }) => suspenseOf,
    )
    for (const suspense of held) {
      const { paymentId, parts } = suspense
      for (const what of faultsOf(suspense)) say(paymentId, what)
      const assigned = parts.filter(({ kind }) => kind === 'assigned')
      const receipts = bySource.get(paymentId) ?? []
      const named = assigned.every((part) =>
        receipts.some((each) => each.paymentId === part.receiptId && money(each) === part.amount),
      )
      const figures = {
        assigned: sum(assigned.map(({ amount }) => amount)),
        receipts: sum(receipts.map(money)),
      }
      if (!named || receipts.length !== assigned.length || figures.assigned !== figures.receipts)
        say(paymentId, 'what was assigned of it is not what stands on bills', figures)
      bySource.delete(paymentId)
    }
    for (const paymentId of bySource.keys())
      say(paymentId, 'a receipt of money in suspense that is not there')
    return held.length + receiptsOf(facts).length
  },
)
