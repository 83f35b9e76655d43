import { monthOf } from '#shared/calendar/day.ts'
import { contributionsReceived, incomeSwept, mostReceipts } from '#shared/contracts/contribution.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { cutGreedily } from '#shared/kernel/cut-greedily.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { sweeps } from './income/store.ts'
import type { Receipt } from './payment/rules/payment.ts'
import { receipts } from './payment/store.ts'

type Received = { readonly receipt: Receipt; readonly sequence: string }

/** Persons that one event names at most, so that it stays far below what the bus carries. */
const mostPersons = 1000

/** Payments that are booked together: of one income account, and of one month. */
const groupOf = ({ receipt: { city, scheme, fundYear, paidOn } }: Received): string =>
  [city, scheme, fundYear, monthOf(paidOn)].join(' ')

/** Cuts a group where it holds too many payments, or names too many persons. */
const inEvents = (group: readonly Received[]): Received[][] =>
  cutGreedily(group, {
    most: mostReceipts,
    weigh: ({ receipt }) => (receipt.completes ?? receipt.withdraws)?.persons.length ?? 0,
    limit: mostPersons,
  })

const receivedEvent = (received: readonly Received[]): Outgoing[] => {
  const [first] = received
  if (!first) return []
  const { city, scheme, fundYear } = first.receipt
  const booked = received.map(({ receipt: { city, scheme, fundYear, ...receipt } }) => receipt)
  const days = booked.map(({ paidOn }) => paidOn).sort()
  return [
    {
      contract: contributionsReceived,
      event: {
        id: stableId('payments-', ...booked.map(({ paymentId }) => paymentId)),
        occurredOn: days.at(-1) ?? '',
        data: { city, scheme, fundYear, receipts: booked },
      },
      sequences: received.map(({ sequence }) => sequence),
    },
  ]
}

const sweepEvents = ({ item, sequence }: Change): Outgoing[] => {
  const { sweepId, scheme, city, fundYear, amount, sweptOn } = sweeps.from(item)
  if (amount === 0) return []
  const data = { sweepId, scheme, city, fundYear, amount, sweptOn }
  const event = { id: `sweep:${sweepId}`, occurredOn: sweptOn, data }
  return [{ contract: incomeSwept, event, sequences: [sequence] }]
}

/** The events of recorded items: receipts in groups, and sweeps that moved money. */
export const toEvents = (changes: readonly Change[]): Outgoing[] => {
  const received = changes
    .filter(({ item }) => receipts.is(item))
    .map(({ item, sequence }) => ({ receipt: receipts.from(item).receipt, sequence }))
  return [
    ...[...Map.groupBy(received, groupOf).values()].flatMap(inEvents).flatMap(receivedEvent),
    ...changes.filter(({ item }) => sweeps.is(item)).flatMap(sweepEvents),
  ]
}
