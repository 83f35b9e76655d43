import { monthOf } from '#shared/calendar/day.ts'
import type { SuspenseMovement } from '#shared/contracts/contribution.ts'
import {
  contributionsReceived,
  differencesChanged,
  duesChanged,
  duesSent,
  employerEnded,
  exchangeKinds,
  incomeReturned,
  incomeSwept,
  interestCredited,
  monthStated,
  mostExchanged,
  mostReceipts,
  returnOrdered,
  suspenseMoved,
} from '#shared/contracts/contribution.ts'
import type { OfficeSignature } from '#shared/contracts/fields.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { cutGreedily } from '#shared/kernel/cut-greedily.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { toPremiumEvents } from './account-premium/premium-events.ts'
import { bills } from './bill/store.ts'
import { toldDifference } from './bill-correction/rules/told-difference.ts'
import { duesOf, duesText, isLevied } from './exchange/rules/content.ts'
import { messageIdOf } from './exchange/rules/exchange.ts'
import { exchanges } from './exchange/store.ts'
import { interests, sweepReturns, sweeps } from './income/store.ts'
import { endsOf, lastCoveredOf } from './market/rules/struck-employer.ts'
import { struckEmployers } from './market/store.ts'
import { monthStatements } from './month-statement/store.ts'
import type { Receipt } from './payment/rules/payment.ts'
import type { Suspense } from './payment/rules/suspense.ts'
import { receipts, suspenses } from './payment/store.ts'
import { attemptOf } from './return-order/rules/return-order.ts'
import { returnOrders } from './return-order/store.ts'

type RecordedReceipt = { readonly receipt: Receipt; readonly sequence: string }

/** Persons that one event names at most, so that it stays far below what the bus carries. */
const mostPersons = 1000

/** Payments that are booked together: of one income account, and of one month. */
const groupOf = ({ receipt: { city, scheme, fundYear, paidOn } }: RecordedReceipt): string =>
  [city, scheme, fundYear, monthOf(paidOn)].join(' ')

/** Cuts a group where it holds too many payments, or names too many persons. */
const inEvents = (group: readonly RecordedReceipt[]): RecordedReceipt[][] =>
  cutGreedily(group, {
    most: mostReceipts,
    weigh: ({ receipt }) => (receipt.completes ?? receipt.withdraws)?.persons.length ?? 0,
    limit: mostPersons,
  })

const receivedEvent = (received: readonly RecordedReceipt[]): Outgoing[] => {
  const [first] = received
  if (!first) return []
  const { city, scheme, fundYear } = first.receipt
  const booked = received.map(
    ({ receipt: { city, scheme, fundYear, suspenseOf, fromAccount, ...receipt } }) => receipt,
  )
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
  // The first release recorded sweeps of nothing.
  if (amount === 0) return []
  const data = { sweepId, scheme, city, fundYear, amount, sweptOn }
  const event = { id: `sweep:${sweepId}`, occurredOn: sweptOn, data }
  return [{ contract: incomeSwept, event, sequences: [sequence] }]
}

const sweepReturnEvents = ({ item, sequence }: Change): Outgoing[] => {
  const { returnId, scheme, city, fundYear, amount, returnedOn } = sweepReturns.from(item)
  const data = { returnId, scheme, city, fundYear, amount, returnedOn }
  const event = { id: `sweep-return:${returnId}`, occurredOn: returnedOn, data }
  return [{ contract: incomeReturned, event, sequences: [sequence] }]
}

const interestEvents = ({ item, sequence }: Change): Outgoing[] => {
  const { interestId, scheme, city, fundYear, heldIn, amount, creditedOn } = interests.from(item)
  const data = { interestId, scheme, city, fundYear, heldIn, amount, creditedOn }
  const event = { id: `interest:${interestId}`, occurredOn: creditedOn, data }
  return [{ contract: interestCredited, event, sequences: [sequence] }]
}

const statedEvents = ({ item, sequence }: Change): Outgoing[] => {
  const { city, scheme, month, revision, statedOn, after, lines, balances } = monthStatements.from(item)
  const data = { city, scheme, month, revision, statedOn, lines, balances, ...(after ? { after } : {}) }
  const id = `month-stated:${city}:${scheme}:${month}:${revision}`
  return [{ contract: monthStated, event: { id, occurredOn: statedOn, data }, sequences: [sequence] }]
}

/** What the suspense account held more or less of, movement by movement: as received, and each part since. */
const movementsOf = (suspense: Suspense): SuspenseMovement[] => {
  const { paymentId, city, scheme, fundYear, reason } = suspense
  const common = { paymentId, city, scheme, fundYear, reason }
  const { amount, receivedOn } = suspense
  return [
    { ...common, part: 0, kind: 'received', amount, on: receivedOn },
    ...suspense.parts.map(({ kind, amount: taken, on, billId, receiptId }, index) => ({
      ...{ ...common, part: index + 1, kind, amount: -taken, on },
      ...(billId === undefined ? {} : { billId }),
      ...(receiptId === undefined ? {} : { receiptId }),
    })),
  ]
}

const suspenseEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  const told = before && suspenses.is(before) ? suspenses.from(before).suspense.parts.length + 1 : 0
  return movementsOf(suspenses.from(item).suspense)
    .slice(told)
    .map((data) => ({
      contract: suspenseMoved,
      event: { id: stableId('suspense-', data.paymentId, String(data.part)), occurredOn: data.on, data },
      sequences: [sequence],
    }))
}

/** Whether what is to be collected on a bill is new, or other than it was. */
const isDueChanged = ({ item, before }: Change): boolean => {
  const { bill } = bills.from(item)
  if (!isLevied(bill)) return false
  return before === undefined ? duesOf(bill).length > 0 : duesText(bills.from(before).bill) !== duesText(bill)
}

const duesEvents = (changes: readonly Change[]): Outgoing[] =>
  inPieces(changes.filter(isDueChanged), mostExchanged).map((some) => {
    const changed = some.map(({ item }) => bills.from(item))
    const days = changed.map(({ bill }) => bill.issuedOn).sort()
    return {
      contract: duesChanged,
      event: {
        id: stableId('dues-', ...changed.map(({ bill, version }) => `${bill.billId} ${version}`)),
        occurredOn: days.at(-1) ?? '',
        data: { billIds: [...new Set(changed.map(({ bill }) => bill.billId))] },
      },
      sequences: some.map(({ sequence }) => sequence),
    }
  })

/** Differences still to be paid that are new, or turned complete or short. */
const differenceEvents = (changes: readonly Change[]): Outgoing[] => {
  const told = changes.flatMap(({ item, before, sequence }) => {
    const { bill } = bills.from(item)
    const difference = toldDifference(bill)
    const known = before && toldDifference(bills.from(before).bill)
    return difference && difference.turn !== known?.turn ? [{ difference, on: bill.issuedOn, sequence }] : []
  })
  return inPieces(told, mostExchanged).map((some) => ({
    contract: differencesChanged,
    event: {
      id: stableId('differences-', ...some.map(({ difference: { billId, turn } }) => `${billId} ${turn}`)),
      occurredOn:
        some
          .map(({ difference: { paidOn }, on }) => paidOn ?? on)
          .sort()
          .at(-1) ?? '',
      data: { differences: some.map(({ difference }) => difference) },
    },
    sequences: some.map(({ sequence }) => sequence),
  }))
}

/** A message of the exchange that is new, as the tax authority gets it. */
const messagesOf = ({ item, before, sequence }: Change) => {
  const { billId, city, scheme, messages } = exchanges.from(item).exchange
  const told = before ? exchanges.from(before).exchange.messages.length : 0
  return messages.slice(told).map(({ number, kind, sentOn, corrects, content }) => ({
    ...{ city, sequence },
    message: {
      ...{ messageId: messageIdOf(billId, number), billId, scheme, sentOn, content },
      type: exchangeKinds.indexOf(kind) + 1,
      ...(corrects === undefined ? {} : { corrects: messageIdOf(billId, corrects) }),
    },
  }))
}

const exchangeEvents = (changes: readonly Change[]): Outgoing[] =>
  [...Map.groupBy(changes.flatMap(messagesOf), ({ city }) => city)].flatMap(([city, own]) =>
    inPieces(own, mostExchanged).map((some) => ({
      contract: duesSent,
      event: {
        id: stableId('dues-sent-', ...some.map(({ message }) => message.messageId)),
        occurredOn:
          some
            .map(({ message }) => message.sentOn)
            .sort()
            .at(-1) ?? '',
        data: { city, messages: some.map(({ message }) => message) },
      },
      sequences: some.map(({ sequence }) => sequence),
    })),
  )

/** An order as the treasury gets it, each time that it is given. */
const returnEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  const { order } = returnOrders.from(item)
  if (order.state !== 'open' || (before && returnOrders.from(before).order.state === 'open')) return []
  const { orderId, city, scheme, payee, purpose, amount, orderedOn } = order
  const attempt = attemptOf(order)
  const again = attempt === 1 ? {} : { attempt }
  const data = { orderId, city, scheme, payee, purpose, amount, orderedOn, ...again }
  const id = `return-ordered:${orderId}:${attempt}`
  return [{ contract: returnOrdered, event: { id, occurredOn: orderedOn, data }, sequences: [sequence] }]
}

/** That the people of an employer leave it, once a second officer said so. */
const endedEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  const struck = struckEmployers.from(item)
  if (struck.state !== 'ends' || (before && struckEmployers.from(before).state === 'ends')) return []
  const time = endsOf(struck)
  const { employerId, city, struckOn, proposed, decided } = struck
  const handOf = ({ by: subject, division = city, on }: OfficeSignature) => ({ subject, division, on })
  const data = {
    ...{ employerId, city, struckOn, lastDay: lastCoveredOf(struck), document: proposed.document },
    ...{ proposed: handOf(proposed), decided: handOf(decided) },
    ...(time === 1 ? {} : { time }),
  }
  const event = {
    id: `employer-ended:${employerId}${time === 1 ? '' : `:${time}`}`,
    occurredOn: decided.on,
    data,
  }
  return [{ contract: employerEnded, event, sequences: [sequence] }]
}

/**
 * The events of recorded items: receipts in groups, sweeps that moved money and what came back of them, interest, what
 * moved in suspense, and orders.
 */
export const toEvents = (changes: readonly Change[]): Outgoing[] => {
  const received = changes
    .filter(({ item }) => receipts.is(item))
    .map(({ item, sequence }) => ({ receipt: receipts.from(item).receipt, sequence }))
  return [
    ...duesEvents(changes.filter(({ item }) => bills.is(item))),
    ...differenceEvents(changes.filter(({ item }) => bills.is(item))),
    ...exchangeEvents(changes.filter(({ item }) => exchanges.is(item))),
    ...[...Map.groupBy(received, groupOf).values()].flatMap(inEvents).flatMap(receivedEvent),
    ...changes.filter(({ item }) => sweeps.is(item)).flatMap(sweepEvents),
    ...changes.filter(({ item }) => sweepReturns.is(item)).flatMap(sweepReturnEvents),
    ...changes.filter(({ item }) => interests.is(item)).flatMap(interestEvents),
    ...changes.filter(({ item }) => suspenses.is(item)).flatMap(suspenseEvents),
    ...changes.filter(({ item }) => monthStatements.is(item)).flatMap(statedEvents),
    ...changes.filter(({ item }) => returnOrders.is(item)).flatMap(returnEvents),
    ...changes.filter(({ item }) => struckEmployers.is(item)).flatMap(endedEvents),
    ...toPremiumEvents(changes),
  ]
}
