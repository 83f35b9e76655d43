import { isSamePerson } from '#shared/kernel/subject.ts'
import { sum } from '#shared/money/fen.ts'
import type { Proposal } from '../../payment/rules/proposal.ts'
import type { Suspense, SuspensePart } from '../../payment/rules/suspense.ts'
import { fitsById, isOfOneHand, openAmount } from '../../payment/rules/suspense.ts'
import { money, over, receiptsOf, suspensesOf } from './over.ts'

/**
 * Whether two officers decided on a part, or it came to fit its bill by itself. What one decided on in an earlier release is no
 * fault; it is told as work (`contribution.one-hand-suspense-is-told`).
 */
const isByTwo = (suspense: Suspense, part: SuspensePart): boolean => {
  const { paymentId, reason } = suspense
  const { proposed, approved } = part
  if (isOfOneHand(suspense, part)) return true
  if (part.commandId === fitsById(paymentId)) return part.kind === 'assigned' && part.why === reason
  return proposed !== undefined && approved !== undefined && !isSamePerson(proposed.by, approved.by)
}

/** What is wrong with the proposal that waits with money in suspense, or with those that were rejected. */
const proposalFaults = (suspense: Suspense): string[] => {
  const { proposal, rejected = [], parts } = suspense
  const open = openAmount(suspense)
  const isPart = ({ amount }: Proposal) =>
    amount !== 0 && Math.sign(amount) === Math.sign(open) && Math.abs(amount) <= Math.abs(open)
  const moved = new Set(parts.map(({ commandId }) => commandId))
  const undecided = proposal ? [proposal, ...rejected] : rejected
  return [
    ...(proposal === undefined || isPart(proposal)
      ? []
      : ['more of it is proposed to be taken than it holds']),
    ...(undecided.every(({ why, proposed }) => why && proposed.by && proposed.on)
      ? []
      : ['a proposal is nobody’s, or has no reason']),
    ...(undecided.some(({ proposalId }) => moved.has(proposalId))
      ? ['a proposal that was carried out waits or is rejected']
      : []),
    ...(rejected.every(({ rejected: { by, reason } }) => by && reason)
      ? []
      : ['a proposal was rejected by nobody, or without a reason']),
  ]
}

const faultsOf = (suspense: Suspense): string[] => {
  const { amount, parts, reason, receivedOn, billId, paymentId } = suspense
  const open = openAmount({ amount, parts })
  const isOneWay = parts.every((part) => Math.sign(part.amount) === Math.sign(amount))
  return [
    ...(reason && receivedOn && billId && paymentId ? [] : ['it stands without a reason or without an age']),
    ...(amount !== 0 && isOneWay && Math.sign(open) !== -Math.sign(amount)
      ? []
      : ['more of it was assigned and returned than was received']),
    ...(parts.every((part) => isByTwo(suspense, part))
      ? []
      : ['it was assigned or returned by fewer than two officers']),
    ...proposalFaults(suspense),
  ]
}

/** Judged from money in suspense with the receipts of what was assigned of it. */
export const suspenseHasItsReason = over(
  {
    id: 'contribution.suspense',
    number: 11,
    rule: 'money in suspense has a reason and an age, two officers decide what becomes of it, and what was assigned of it stands on a bill by one receipt',
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
