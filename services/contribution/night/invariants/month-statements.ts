import type { Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { StatedLine } from '#shared/contracts/contribution.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { sum } from '#shared/money/fen.ts'
import type { FactKind, MonthFact } from '../../bill/rules/month-fact.ts'
import type { Interest } from '../../income/rules/interest.ts'
import type { Sweep, SweepReturn } from '../../income/rules/sweep.ts'
import type { MonthStatement } from '../../month-statement/rules/statement.ts'
import { balancesOf } from '../../month-statement/rules/statement.ts'
import type { Sums } from '../../month-statement/rules/sums.ts'
import { addedUp, linesOf, ofFact, ofReceipt, ofSuspense } from '../../month-statement/rules/sums.ts'
import type { WriteOff } from '../../write-off/rules/write-off.ts'
import type { Facts } from './over.ts'
import { billsOf, over, receiptsOf, suspensesOf } from './over.ts'

const statementsOf = (facts: Facts): MonthStatement[] =>
  (facts['month-statement'] ?? []).map((item) => item as unknown as MonthStatement)

const nameOf = ({ city, scheme, month, revision }: MonthStatement): string =>
  `${city} ${scheme} ${month} revision ${revision}`

const balancesText = (balances: MonthStatement['balances']): string =>
  balances.map(({ payer, opening, closing }) => `${payer} ${opening} ${closing}`).join(', ')

/** Judged from a statement and the one that it opens with. */
export const statementsAddUp = over(
  {
    id: 'contribution.month-statements',
    number: 6,
    rule: 'a month as stated: opening + issued − received − taken off = closing, for every payer, and it opens as the month before ended',
  },
  ['month-statement'],
  (facts, say) => {
    const statements = statementsOf(facts)
    const byName = new Map(statements.map((each) => [nameOf(each), each]))
    for (const statement of statements) {
      const { after, lines, balances } = statement
      const before = after && byName.get(nameOf({ ...statement, ...after }))
      if (after && !before) say(nameOf(statement), 'the month that it opens with is not stated')
      const should = balancesOf(lines, before?.balances ?? [])
      if (balancesText(should) !== balancesText(balances))
        say(nameOf(statement), 'its balances are not what its lines make of the month before', {
          closing: sum(balances.map(({ closing }) => closing)),
          should: sum(should.map(({ closing }) => closing)),
        })
    }
    return statements.length
  },
)

/** What all records of a kind add to the months of cities: by the city and month, in the sums of both schemes. */
const addMonths = (facts: Facts): ReadonlyMap<string, Sums> => {
  const months = new Map<string, Sums>()
  const add = (city: string, month: Month, counted: ReturnType<typeof ofReceipt>) => {
    const of = `${city} ${month}`
    months.set(of, addedUp(months.get(of) ?? {}, counted))
  }
  const addFact = (kind: FactKind, { city, month, ...fact }: MonthFact & { city: string; month: Month }) =>
    add(city, month, ofFact(kind, fact))
  for (const { city, scheme, kind, billId, issuedOn, dues } of billsOf(facts))
    addFact('bill', { city, scheme, month: monthOf(issuedOn), of: kind, id: billId, amounts: dues })
  for (const receipt of receiptsOf(facts)) add(receipt.city, monthOf(receipt.paidOn), ofReceipt(receipt))
  for (const suspense of suspensesOf(facts)) {
    const { city, receivedOn, parts } = suspense
    for (const month of new Set([receivedOn, ...parts.map(({ on }) => on)].map(monthOf)))
      add(city, month, ofSuspense(suspense, month))
  }
  for (const item of facts['write-off'] ?? []) {
    const off = item.writeOff as WriteOff
    if (off.state !== 'approved') continue
    const { city, scheme, kind, writeOffId: id, payer, amount } = off
    const pooled = kind === 'reinstatement' ? -amount : amount
    const amounts = [{ payer, pooled, account: 0 }]
    addFact('off', { city, scheme, month: monthOf(off.decided.on), of: kind, id, amounts })
  }
  for (const item of ['sweep', 'sweep-return', 'interest'].flatMap((kind) => facts[kind] ?? [])) {
    const { kind, city, scheme, of, amount, on } = moneyOf(item)
    addFact(kind, { city, scheme, month: monthOf(on), of, id: '', amounts: [{ pooled: amount, account: 0 }] })
  }
  return months
}

/** A sweep, what came back of one, or interest. */
const moneyOf = ({ kind, ...item }: RecordedItem) => {
  const { city, scheme } = item as unknown as Interest
  const of = { city, scheme }
  if (kind === 'interest') {
    const { heldIn, amount, creditedOn } = item as unknown as Interest
    return { ...of, kind: 'interest' as const, of: heldIn, amount, on: creditedOn }
  }
  if (kind === 'sweep') {
    const { amount, sweptOn } = item as unknown as Sweep
    return { ...of, kind: 'sweep' as const, of: 'swept', amount, on: sweptOn }
  }
  const { amount, returnedOn } = item as unknown as SweepReturn
  return { ...of, kind: 'sweep' as const, of: 'come-back', amount: -amount, on: returnedOn }
}

const countOf = (lines: readonly StatedLine[]): number => sum(lines.map(({ count }) => count))
const linesText = (lines: readonly StatedLine[]): string =>
  lines
    .map(({ line, of, payer, count, pooled, account }) => [line, of, payer, count, pooled, account].join(' '))
    .join(', ')

const latestOf = (statements: readonly MonthStatement[]): MonthStatement[] => {
  const latest = new Map<string, MonthStatement>()
  for (const each of statements) {
    const of = nameOf({ ...each, revision: 0 })
    if ((latest.get(of)?.revision ?? 0) < each.revision) latest.set(of, each)
  }
  return [...latest.values()]
}

/** Judged from a whole city's records: what was told of a month after it was stated makes it count less, and no otherwise. */
export const statedAsRecorded = over(
  {
    id: 'contribution.stated-as-recorded',
    number: 6,
    rule: 'a month as stated = its bills, payments, write-offs, suspense, interest and sweeps as recorded, to the fen, but for what was told since',
  },
  ['month-statement', 'bill', 'payment', 'suspense', 'write-off', 'sweep', 'sweep-return', 'interest'],
  (facts, say) => {
    const latest = latestOf(statementsOf(facts))
    const months = latest.length === 0 ? new Map<string, Sums>() : addMonths(facts)
    for (const statement of latest) {
      const { city, scheme, month, lines } = statement
      const recorded = linesOf(months.get(`${city} ${month}`) ?? {}, scheme)
      const figures = { stated: countOf(lines), recorded: countOf(recorded) }
      if (figures.recorded > figures.stated) continue
      if (linesText(recorded) !== linesText(lines))
        say(nameOf(statement), 'it states other than is recorded of the month', figures)
    }
    return latest.length
  },
)
