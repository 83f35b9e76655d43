import { fundYearClosed, levyRemitted, paymentOrdered, warningRaised } from '#shared/contracts/budget.ts'
import type { Change, Outgoing } from '#shared/edge/publish.ts'
import type { Stored } from '#shared/edge/store.ts'
import { toOrder } from './orders.ts'
import { toWarning } from './warnings.ts'
import { toYearClosed } from './year-closes.ts'

const orderEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  const { order } = toOrder(item)
  const was = before && toOrder(before).order.state
  const { orderId, fund, payee, cause, amount, orderedOn } = order
  const { city, scheme } = fund
  if (order.state === 'open' && was !== 'open') {
    const data = { orderId, city, scheme, payee, purpose: cause.purpose, amount, orderedOn }
    const event = { id: `payment-ordered:${orderId}`, occurredOn: orderedOn, data }
    return [{ contract: paymentOrdered, event, sequences: [sequence] }]
  }
  if (order.state === 'paid' && was !== 'paid' && cause.purpose === 'adjustment-fund-levy') {
    const data = { levyId: cause.levyId, city, scheme, year: order.year, amount, remittedOn: order.paidOn }
    const event = { id: `levy-remitted:${cause.levyId}`, occurredOn: order.paidOn, data }
    return [{ contract: levyRemitted, event, sequences: [sequence] }]
  }
  return []
}

const yearCloseEvent = (item: Stored, sequence: string): Outgoing => {
  const { fund, closedOn, finalEntries, resultCarried, ...figures } = toYearClosed(item)
  const id = `fund-year-closed:${fund.city}:${fund.scheme}:${figures.year}`
  return {
    contract: fundYearClosed,
    event: { id, occurredOn: closedOn, data: { ...fund, ...figures } },
    sequences: [sequence],
  }
}

const warningEvent = (item: Stored, sequence: string): Outgoing => {
  const data = toWarning(item)
  return {
    contract: warningRaised,
    event: { id: `warning-raised:${data.warningId}`, occurredOn: data.on, data },
    sequences: [sequence],
  }
}

/** The events that recorded items are: orders given and levies paid, closed years, raised warnings. */
export const toEvents = (changes: readonly Change[]): Outgoing[] =>
  changes.flatMap((change) => {
    const { item, before, sequence } = change
    if (item.kind === 'payment-order') return orderEvents(change)
    if (before !== undefined) return []
    if (item.kind === 'fund-year-closed') return [yearCloseEvent(item, sequence)]
    if (item.kind === 'warning-raised') return [warningEvent(item, sequence)]
    return []
  })
