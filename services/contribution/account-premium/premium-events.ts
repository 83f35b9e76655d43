import { familyPremiumAnswered } from '#shared/contracts/contribution.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { receipts } from '../payment/store.ts'
import { accountPremiums } from './store.ts'

/** Whether a bill took what an account pays on it. */
const answeredEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before) return []
  const { premium } = accountPremiums.from(item)
  const { premiumId, owner, billId, city, amount, askedOn: on, state } = premium
  const data = {
    ...{ premiumId, owner, billId, outcome: state, city, amount, on },
    ...(state === 'paid' ? { at: premium.into.city } : { reason: premium.reason }),
  }
  const event = { id: `family-premium-answered:${premiumId}`, occurredOn: on, data }
  return [{ contract: familyPremiumAnswered, event, sequences: [sequence] }]
}

/** What was refunded of it since: it goes back to the account. */
const returnedEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  const { receipt } = receipts.from(item)
  const amount = 0 - (receipt.pooled + receipt.account)
  if (before || receipt.fromAccount === undefined || amount <= 0) return []
  const { paymentId: refundId, billId, city: at, paidOn: on } = receipt
  const data = { ...receipt.fromAccount, billId, outcome: 'returned' as const, refundId, at, amount, on }
  const event = { id: `family-premium-returned:${refundId}`, occurredOn: on, data }
  return [{ contract: familyPremiumAnswered, event, sequences: [sequence] }]
}

export const toPremiumEvents = (changes: readonly Change[]): Outgoing[] => [
  ...changes.filter(({ item }) => accountPremiums.is(item)).flatMap(answeredEvents),
  ...changes.filter(({ item }) => receipts.is(item)).flatMap(returnedEvents),
]
