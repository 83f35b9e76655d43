import { sum } from '#shared/money/fen.ts'
import type { AccountPremium } from '../../account-premium/rules/account-premium.ts'
import { openAmount } from '../../payment/rules/suspense.ts'
import type { Facts } from './over.ts'
import { money, over, receiptsOf, returnsOf, suspensesOf } from './over.ts'

const accountName = ({ city, scheme, fundYear }: Record<string, unknown>) => `${city}/${scheme}/${fundYear}`

/** The sums of a field by account; an account that is not in it has none. */
const total = (items: readonly Record<string, unknown>[], field: string) => {
  const byAccount = Map.groupBy(items, accountName)
  const sums = new Map(
    [...byAccount].map(([name, each]) => [name, sum(each.map((item) => Number(item[field] ?? 0)))]),
  )
  return { names: [...sums.keys()], of: (name: string) => sums.get(name) ?? 0 }
}

/** What refunds took off each account, as they were reported. */
const refundsOf = (facts: Facts) =>
  [
    ...receiptsOf(facts)
      .filter(({ suspenseOf }) => suspenseOf === undefined)
      .map((receipt) => ({ ...receipt, money: money(receipt) })),
    ...suspensesOf(facts).map((suspense) => ({ ...suspense, money: suspense.amount })),
  ].filter((each) => each.money < 0)

/** What each account's assignments carried of swept money into it and out of it. */
const carriedOf = (facts: Facts) => {
  const receipts = new Map(receiptsOf(facts).map((receipt) => [receipt.paymentId, receipt]))
  return suspensesOf(facts).flatMap((suspense) =>
    suspense.parts.flatMap(({ carried = 0, receiptId = '' }) => [
      { ...suspense, carried: -carried },
      { ...receipts.get(receiptId), carried },
    ]),
  )
}

/** What relatives' accounts paid that the treasury has not paid into the income account of the bill. */
const onTheirWay = (facts: Facts) =>
  (facts['account-premium'] ?? []).flatMap((item) => {
    const premium = item.premium as AccountPremium
    return premium.state === 'paid' && premium.remittedOn === undefined
      ? [{ ...premium.into, amount: premium.amount }]
      : []
  })

/** Judged from all payments of a city's year at once. */
export const receivedFromPayments = over(
  {
    id: 'contribution.income-account',
    number: 6,
    rule: 'an income account received the sum of the payments on its bills, refunds taken off, what it holds in suspense, and its interest; nothing but refunds took anything off it, what it keeps in suspense is what fits no bill, what has not arrived is what other cities’ orders and employees’ funds have not paid, and what sweeps of another year moved is what was assigned',
  },
  ['payment', 'income', 'suspense', 'income-swept', 'return-order', 'interest', 'account-premium'],
  (facts, say) => {
    const received = total(facts.income ?? [], 'received')
    const paid = total(
      [
        ...receiptsOf(facts).map((receipt) => ({ ...receipt, money: money(receipt) })),
        ...suspensesOf(facts).map((suspense) => ({ ...suspense, money: openAmount(suspense) })),
        ...(facts.interest ?? [])
          .filter((interest) => interest.heldIn === 'income')
          .map((interest) => ({ ...interest, money: interest.amount })),
      ],
      'money',
    )
    const refunded = total(refundsOf(facts), 'money')
    const takenOff = total(facts.income ?? [], 'takenOff')
    const kept = total(
      suspensesOf(facts)
        .filter(({ isKept }) => isKept)
        .map((suspense) => ({ ...suspense, money: openAmount(suspense) })),
      'money',
    )
    const inSuspense = total(facts.income ?? [], 'inSuspense')
    const ordered = total(
      [
        ...returnsOf(facts).flatMap(({ state, into, scheme, amount }) =>
          into && state !== 'paid' ? [{ ...into, scheme, amount }] : [],
        ),
        ...onTheirWay(facts),
      ],
      'amount',
    )
    const inTransit = total(facts.income ?? [], 'inTransit')
    const assigned = total(carriedOf(facts), 'carried')
    const carried = total(facts['income-swept'] ?? [], 'carried')
    const names = new Set([...received.names, ...paid.names, ...carried.names, ...assigned.names])
    for (const name of names) {
      const figures = { received: received.of(name), paid: paid.of(name) }
      if (figures.received !== figures.paid)
        say(name, 'received is not the sum of the payments and of what is in suspense', figures)
      const off = { takenOff: takenOff.of(name), refunded: -refunded.of(name) }
      if (off.takenOff > off.refunded) say(name, 'more was taken off it than refunds took', off)
      const held = { inSuspense: inSuspense.of(name), kept: kept.of(name) }
      if (held.inSuspense !== held.kept) say(name, 'what it keeps is not what is in suspense', held)
      const transit = { inTransit: inTransit.of(name), ordered: ordered.of(name) }
      if (transit.inTransit !== transit.ordered)
        say(name, 'what has not arrived is not what orders have to pay', transit)
      const moved = { carried: carried.of(name), assigned: assigned.of(name) }
      if (moved.carried !== moved.assigned)
        say(name, 'carried is not what was assigned of swept money', moved)
    }
    return names.size
  },
)

/**
 * Judged from an account's own records: its counters, its total and its sweeps. What it keeps in suspense is there
 * beside what was swept, and what has not arrived was not. What refunds took off since it was last seen not overdrawn
 * may overdraw it, and nothing else.
 */
export const sweptBySweeps = over(
  {
    id: 'contribution.swept',
    number: 6,
    rule: 'the swept amount of an income account is the sum of its sweeps, less what came back, and of what was carried from other years, no account received less than zero, and none is overdrawn but by what was taken off it since',
  },
  ['income', 'income-swept', 'sweep', 'sweep-return'],
  (facts, say) => {
    for (const sweep of facts.sweep ?? [])
      if (Number(sweep.amount) <= 0) say(String(sweep.sweepId), 'a sweep of nothing')
    const received = total(facts.income ?? [], 'received')
    const swept = total(facts['income-swept'] ?? [], 'swept')
    const moved = total(facts.sweep ?? [], 'amount')
    const cameBack = total(facts['sweep-return'] ?? [], 'amount')
    const carried = total(facts['income-swept'] ?? [], 'carried')
    const takenOff = total(facts.income ?? [], 'takenOff')
    const before = total(facts['income-swept'] ?? [], 'takenOffBefore')
    const inSuspense = total(facts.income ?? [], 'inSuspense')
    const inTransit = total(facts.income ?? [], 'inTransit')
    const names = new Set([...received.names, ...swept.names, ...moved.names, ...cameBack.names])
    for (const name of names) {
      const figures = {
        ...{ received: received.of(name), swept: swept.of(name) },
        ...{ moved: moved.of(name), cameBack: cameBack.of(name), carried: carried.of(name) },
      }
      if (figures.swept !== figures.moved - figures.cameBack + figures.carried)
        say(name, 'swept is not the sum of the sweeps and of what was carried', figures)
      const since = takenOff.of(name) - before.of(name)
      // A refund that fits no payment gives back what the account is not known to have received.
      if (figures.received + takenOff.of(name) < 0) say(name, 'received less than nothing', figures)
      else if (figures.received - inTransit.of(name) - inSuspense.of(name) - figures.swept + since < 0)
        say(name, 'overdrawn by more than was taken off it since', {
          ...figures,
          inSuspense: inSuspense.of(name),
          inTransit: inTransit.of(name),
          takenOff: since,
        })
    }
    return names.size
  },
)
