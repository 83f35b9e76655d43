import type { Finding, Invariant, Recorded, Violation } from '#shared/kernel/invariant.ts'
import { sum } from '#shared/money/fen.ts'
import type { Bill } from './bill.ts'
import { dueAmount, totalDue, totalPaid } from './bill.ts'
import type { Receipt } from './payment.ts'
import type { Statement } from './statement.ts'

type Facts = { readonly [kind: string]: readonly Recorded[] }

/** An invariant over all items of some kinds, judged when every item was seen. */
const over = (
  id: string,
  number: number,
  rule: string,
  kinds: readonly string[],
  judge: (facts: Facts, say: (where: string, what: string, figures?: Violation['figures']) => void) => number,
): Invariant => ({
  id,
  number,
  rule,
  start: () => {
    const facts: Record<string, Recorded[]> = {}
    return {
      see: (item) => {
        const kind = String(item.kind)
        if (!kinds.includes(kind)) return
        facts[kind] ??= []
        facts[kind].push(item)
      },
      finish: (): Finding => {
        const violations: Violation[] = []
        const checked = judge(facts, (where, what, figures) =>
          violations.push({ invariant: id, where, what, ...(figures ? { figures } : {}) }),
        )
        return { checked, violations }
      },
    }
  },
})

const billsOf = (facts: Facts): Bill[] => (facts.bill ?? []).map((item) => item.bill as Bill)
const receiptsOf = (facts: Facts): Receipt[] => (facts.payment ?? []).map((item) => item.receipt as Receipt)
const money = ({ pooled, account }: Receipt) => pooled + account

const billFaults = (bill: Bill, receipts: readonly Receipt[]): string[] => {
  const payersAgree = bill.dues.every(
    ({ payer }) =>
      (bill.paid[payer] ?? 0) === sum(receipts.filter((each) => each.payer === payer).map(money)),
  )
  const withinDue = bill.dues.every((due) => (bill.paid[due.payer] ?? 0) <= dueAmount(due))
  const paidUp = totalPaid(bill) === totalDue(bill)
  const completions = receipts.filter(({ completes }) => completes).length
  return [
    ...(payersAgree ? [] : ['what is marked as paid is not the sum of the payments']),
    ...(withinDue ? [] : ['more is paid than is due']),
    ...(paidUp === (bill.status === 'paid') ? [] : ['its status is not what its payments make it']),
    ...(bill.persons.length === 0 || completions === (bill.completedOn === undefined ? 0 : 1)
      ? []
      : ['it was not completed exactly once']),
  ]
}

const arrears = over(
  'contribution.arrears',
  6,
  'bills − payments = arrears: each bill is paid by its payments, never above what is due, and completed once',
  ['bill', 'payment'],
  (facts, say) => {
    const bills = billsOf(facts)
    const byBill = Map.groupBy(receiptsOf(facts), ({ billId }) => billId)
    for (const bill of bills) {
      const figures = { due: totalDue(bill), paid: totalPaid(bill) }
      for (const what of billFaults(bill, byBill.get(bill.billId) ?? [])) say(bill.billId, what, figures)
      byBill.delete(bill.billId)
    }
    for (const billId of byBill.keys()) say(billId, 'payments on a bill that is not there')
    return bills.length
  },
)

const accountName = ({ city, scheme, fundYear }: Record<string, unknown>) => `${city}/${scheme}/${fundYear}`

const income = over(
  'contribution.income-account',
  6,
  'the income account holds what was received less what was swept, and is never overdrawn by a sweep',
  ['payment', 'income', 'income-swept', 'sweep'],
  (facts, say) => {
    const total = (items: readonly Record<string, unknown>[], field: string) => {
      const byAccount = Map.groupBy(items, accountName)
      return new Map(
        [...byAccount].map(([name, each]) => [name, sum(each.map((item) => Number(item[field])))]),
      )
    }
    const received = total(facts.income ?? [], 'received')
    const paid = total(
      receiptsOf(facts).map((receipt) => ({ ...receipt, money: money(receipt) })),
      'money',
    )
    const swept = total(facts['income-swept'] ?? [], 'swept')
    const moved = total(facts.sweep ?? [], 'amount')
    const names = new Set([...received.keys(), ...paid.keys(), ...swept.keys(), ...moved.keys()])
    for (const name of names) {
      const of = (amounts: ReadonlyMap<string, number>) => amounts.get(name) ?? 0
      const figures = { received: of(received), paid: of(paid), swept: of(swept), moved: of(moved) }
      if (figures.received !== figures.paid) say(name, 'received is not the sum of the payments', figures)
      if (figures.swept !== figures.moved) say(name, 'swept is not the sum of the sweeps', figures)
    }
    return names.size
  },
)

const counted = over(
  'contribution.counted-once',
  3,
  'a resident is billed once a year and counted for his subsidy in one statement, whose bill is for those it counted',
  ['bill', 'statement'],
  (facts, say) => {
    const bills = billsOf(facts)
    const residents = bills.filter(({ kind }) => kind === 'resident-year')
    const years = residents.flatMap(({ persons, fundYear }) =>
      persons.map(({ personId }) => `${personId}/${fundYear}`),
    )
    for (const [year, times] of Map.groupBy(years, (each) => each))
      if (times.length > 1) say(year, 'billed more than once', { bills: times.length })
    const statements = (facts.statement ?? []).map((item) => item.statement as Statement)
    const byStatement = Map.groupBy(residents, ({ statementId }) => statementId)
    for (const { statementId, headcount, aidFunded, status } of statements) {
      const named = byStatement.get(statementId) ?? []
      const aid = sum(named.map((bill) => bill.aidFunded ?? 0))
      if (named.length !== headcount || aid !== aidFunded)
        say(statementId, 'it counts others than those whose bills name it', {
          headcount,
          named: named.length,
        })
      const isBilled = bills.some(({ billId }) => billId === statementId)
      if (isBilled !== (status === 'issued' && headcount > 0))
        say(statementId, 'its bill is missing or too early')
    }
    const known = new Set(statements.map(({ statementId }) => statementId))
    for (const { billId, statementId } of residents)
      if (statementId !== undefined && !known.has(statementId))
        say(billId, 'counted by no statement there is')
    return residents.length + statements.length
  },
)

/** What always holds over the records of contributions. */
export const invariants: readonly Invariant[] = [arrears, income, counted]
