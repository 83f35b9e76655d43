import { monthOf } from '#shared/calendar/day.ts'
import { contributionsReceived, incomeSwept, mostReceipts } from '#shared/contracts/contribution.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { toSweep } from './income/store.ts'
import type { Receipt } from './payment/rules/payment.ts'
import { toReceipt } from './payment/store.ts'

type Told = { readonly receipt: Receipt; readonly sequence: string }

/** Persons that one event names at most, so that it stays far below what the bus carries. */
const mostPersons = 1000

/** Payments that are booked together: of one income account, and of one month. */
const groupOf = ({ receipt: { city, scheme, fundYear, paidOn } }: Told): string =>
  [city, scheme, fundYear, monthOf(paidOn)].join(' ')

/** Cuts a group where it holds too many payments, or names too many persons. */
const inEvents = (group: readonly Told[]): Told[][] => {
  const events: Told[][] = []
  let persons = 0
  for (const told of group) {
    const named = told.receipt.completes?.persons.length ?? 0
    const current = events.at(-1)
    if (current && current.length < mostReceipts && persons + named <= mostPersons) {
      current.push(told)
      persons += named
    } else {
      events.push([told])
      persons = named
    }
  }
  return events
}

const receivedEvent = (told: readonly Told[]): Outgoing[] => {
  const [first] = told
  if (!first) return []
  const { city, scheme, fundYear } = first.receipt
  const receipts = told.map(({ receipt: { city, scheme, fundYear, ...receipt } }) => receipt)
  const days = receipts.map(({ paidOn }) => paidOn).sort()
  return [
    {
      contract: contributionsReceived,
      event: {
        id: stableId('payments-', ...receipts.map(({ paymentId }) => paymentId)),
        occurredOn: days.at(-1) ?? '',
        data: { city, scheme, fundYear, receipts },
      },
      sequences: told.map(({ sequence }) => sequence),
    },
  ]
}

const sweepEvents = ({ item, sequence }: Change): Outgoing[] => {
  const sweep = toSweep(item)
  if (sweep.amount === 0) return []
  const event = { id: `sweep:${sweep.sweepId}`, occurredOn: sweep.sweptOn, data: sweep }
  return [{ contract: incomeSwept, event, sequences: [sequence] }]
}

/** The events of recorded items: receipts in groups, and sweeps that moved money. */
export const toEvents = (changes: readonly Change[]): Outgoing[] => {
  const told = changes
    .filter(({ item }) => item.kind === 'payment')
    .map(({ item, sequence }) => ({ receipt: toReceipt(item), sequence }))
  return [
    ...[...Map.groupBy(told, groupOf).values()].flatMap(inEvents).flatMap(receivedEvent),
    ...changes.filter(({ item }) => item.kind === 'sweep').flatMap(sweepEvents),
  ]
}
