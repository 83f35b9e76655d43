import * as z from 'zod'
import type { LeviedDues, Payer } from '#shared/contracts/contribution.ts'
import { canonicalText } from '#shared/kernel/canonical.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { dueAmount, isOfResident, takenOffOf } from '../../bill/rules/bill.ts'

const levyItems = z.strictObject({
  employer: z.string(),
  flexible: z.string(),
  resident: z.string(),
  lateFee: z.string(),
})

const month = 1
const year = 2

/** Whether the tax authority collects it; subsidies are the finance bureaus'. */
export const isLevied = ({ kind }: Pick<Bill, 'kind'>): boolean => kind !== 'subsidy'

/** What relatives' accounts paid of a payer's part, which nobody is to collect any more. */
const fromAccountsOf = ({ fromAccounts = 0 }: Bill, payer: Payer): Fen =>
  payer === 'individual' ? fromAccounts : 0

/**
 * What each payer is to pay, less what was written off and what accounts paid, whatever was collected of it; nothing where a
 * repair replaced it.
 */
export const duesOf = (bill: Bill): LeviedDues['dues'] =>
  (bill.repairedBy === undefined ? bill.dues : [])
    .map((due) => ({
      payer: due.payer,
      amount: dueAmount(due) - takenOffOf(bill, due.payer) - fromAccountsOf(bill, due.payer),
    }))
    .filter(({ amount }) => amount !== 0)

export const totalOf = ({ dues }: Pick<LeviedDues, 'dues'>): Fen => sum(dues.map(({ amount }) => amount))

/** What decides whether the tax authority must hear of a bill again. */
export const duesText = (bill: Bill): string =>
  canonicalText({ dues: duesOf(bill), dueOn: bill.dueOn, from: bill.from, to: bill.to })

const levyItemOf = (kind: Bill['kind'], items: z.output<typeof levyItems>, ofEmployees: string): string => {
  if (isOfResident({ kind })) return items.resident
  return kind === 'late-fee' ? items.lateFee : ofEmployees
}

/** What the tax authority is to know of a bill. */
export const contentOf = (bill: Bill, policy: Policy): LeviedDues => {
  const { kind, employerId, persons, from, to, dueOn, feeOf, city } = bill
  const items = tableAt(policy, 'contribution.exchange.levy_items', { on: bill.issuedOn, city }, levyItems)
  const [first] = persons
  const person = employerId === undefined && first ? { personId: first.personId } : {}
  const ofEmployees = employerId === undefined ? items.flexible : items.employer
  return {
    levyItem: levyItemOf(kind, items, ofEmployees),
    period: isOfResident(bill) ? year : month,
    ...{ from, to, dueOn },
    ...(employerId === undefined ? person : { employerId }),
    ...(feeOf === undefined ? {} : { ofBill: feeOf }),
    dues: duesOf(bill),
  }
}

export const isSameContent = (one: LeviedDues, other: LeviedDues): boolean =>
  canonicalText(one) === canonicalText(other)
