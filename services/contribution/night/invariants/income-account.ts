import { sum } from '#shared/money/fen.ts'
import { openAmount } from '../../payment/rules/suspense.ts'
import { money, over, receiptsOf, suspensesOf } from './over.ts'

const accountName = ({ city, scheme, fundYear }: Record<string, unknown>) => `${city}/${scheme}/${fundYear}`

/** The sums of a field by account; an account that is not in it has none. */
const total = (items: readonly Record<string, unknown>[], field: string) => {
  const byAccount = Map.groupBy(items, accountName)
  const sums = new Map(
    [...byAccount].map(([name, each]) => [name, sum(each.map((item) => Number(item[field] ?? 0)))]),
  )
  return { names: [...sums.keys()], of: (name: string) => sums.get(name) ?? 0 }
}

/** Judged from all payments of a city's year at once. */
export const receivedFromPayments = over(
  {
    id: 'contribution.income-account',
    number: 6,
    rule: 'an income account received the sum of the payments on its bills, refunds taken off, and what it holds in suspense',
  },
  ['payment', 'income', 'suspense'],
  (facts, say) => {
    const received = total(facts.income ?? [], 'received')
    const paid = total(
      [
        ...receiptsOf(facts).map((receipt) => ({ ...receipt, money: money(receipt) })),
        ...suspensesOf(facts).map((suspense) => ({ ...suspense, money: openAmount(suspense) })),
      ],
      'money',
    )
    const names = new Set([...received.names, ...paid.names])
    for (const name of names) {
      const figures = { received: received.of(name), paid: paid.of(name) }
      if (figures.received !== figures.paid)
        say(name, 'received is not the sum of the payments and of what is in suspense', figures)
    }
    return names.size
  },
)

/**
 * Judged from an account's own records: its counters, its total and its sweeps. What refunds and assignments took off
 * since it was last seen not overdrawn may overdraw it, and nothing else.
 */
export const sweptBySweeps = over(
  {
    id: 'contribution.swept',
    number: 6,
    rule: 'the swept amount of an income account is the sum of its sweeps, no account received less than zero, and none is overdrawn but by what was taken off it since',
  },
  ['income', 'income-swept', 'sweep'],
  (facts, say) => {
    for (const sweep of facts.sweep ?? [])
      if (Number(sweep.amount) <= 0) say(String(sweep.sweepId), 'a sweep of nothing')
    const received = total(facts.income ?? [], 'received')
    const swept = total(facts['income-swept'] ?? [], 'swept')
    const moved = total(facts.sweep ?? [], 'amount')
    const takenOff = total(facts.income ?? [], 'takenOff')
    const before = total(facts['income-swept'] ?? [], 'takenOffBefore')
    const names = new Set([...received.names, ...swept.names, ...moved.names])
    for (const name of names) {
      const figures = { received: received.of(name), swept: swept.of(name), moved: moved.of(name) }
      if (figures.swept !== figures.moved) say(name, 'swept is not the sum of the sweeps', figures)
      const since = takenOff.of(name) - before.of(name)
      if (figures.received < 0) say(name, 'received less than nothing', figures)
      else if (figures.received - figures.swept + since < 0)
        say(name, 'overdrawn by more than was taken off it since', { ...figures, takenOff: since })
    }
    return names.size
  },
)
