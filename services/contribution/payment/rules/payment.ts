import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { Payer } from '#shared/contracts/contribution.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { proportion } from '#shared/money/rate.ts'
import type { Bill, BillStatus, Due } from '../../bill/rules/bill.ts'
import { dueAmount, totalDue, totalPaid } from '../../bill/rules/bill.ts'
import { refuse } from '../../refusals.ts'

/** Money the tax authority or a finance bureau collected on a bill, or paid back. */
export type RecordPayment = {
  readonly paymentId: string
  readonly billId: string
  readonly payer: Payer
  readonly kind: 'payment' | 'refund'
  readonly amount: Fen
  readonly paidOn: Day
}

/** What a payment brought to the income account (negative: took from it), and what it completed. */
export type Receipt = {
  readonly paymentId: string
  readonly billId: string
  readonly scheme: Scheme
  readonly city: CityCode
  readonly fundYear: FundYear
  readonly payer: Payer
  readonly pooled: Fen
  readonly account: Fen
  readonly paidOn: Day
  readonly completes?: {
    readonly from: Month
    readonly to: Month
    readonly persons: readonly { readonly personId: string; readonly account: Fen }[]
  }
}

/** How much of what a payer has paid in all belongs to personal accounts: in proportion, exact once all is paid. */
const accountPart = (due: Due, paid: Fen): Fen => {
  if (due.account === 0) return 0
  return proportion(due.account, paid, dueAmount(due))
}

const statusAfter = (bill: Bill, kind: RecordPayment['kind']): BillStatus => {
  const paid = totalPaid(bill)
  if (paid === totalDue(bill)) return 'paid'
  return paid === 0 && kind === 'refund' ? 'refunded' : 'partly-paid'
}

/** What a completed bill brings: the months paid for, and each person with their account's part. */
export const completionOf = ({ from, to, persons }: Bill): NonNullable<Receipt['completes']> => ({
  from,
  to,
  persons: persons.map(({ personId, account }) => ({ personId, account })),
})

const faultOf = (bill: Bill, due: Due, { kind, amount, payer }: RecordPayment) => {
  const paid = bill.paid[payer] ?? 0
  const figures = { due: dueAmount(due), paid, amount }
  if (kind === 'refund')
    return paid < amount ? refuse('contribution.refund-above-paid', { field: 'amount', figures }) : undefined
  if (bill.status === 'refunded') return refuse('contribution.bill-refunded')
  return paid + amount > dueAmount(due)
    ? refuse('contribution.overpaid', { field: 'amount', figures })
    : undefined
}

/** Decides on a payment or refund: the bill as it then is, and the receipt to be recorded and published. */
export const decidePayment = (
  command: RecordPayment,
  bill: Bill,
): Decision<{ readonly bill: Bill; readonly receipt: Receipt }> => {
  const { paymentId, billId, payer, paidOn, kind } = command
  const due = bill.dues.find((each) => each.payer === payer)
  if (!due) return refuse('contribution.nothing-due', { field: 'payer', figures: { payer } })
  const fault = faultOf(bill, due, command)
  if (fault) return fault
  const before = bill.paid[payer] ?? 0
  const amount = kind === 'refund' ? -command.amount : command.amount
  const after = fen(before + amount)
  const account = accountPart(due, after) - accountPart(due, before)
  const paidBill = {
    ...bill,
    paid: { ...bill.paid, [payer]: after },
    paymentIds: [...(bill.paymentIds ?? []), paymentId],
  }
  const status = statusAfter(paidBill, kind)
  const completesNow = status === 'paid' && bill.completedOn === undefined
  const { scheme, city, fundYear } = bill
  return accept({
    bill: { ...paidBill, status, ...(completesNow ? { completedOn: paidOn } : {}) },
    receipt: {
      ...{ paymentId, billId, scheme, city, fundYear, payer, account, paidOn },
      pooled: amount - account,
      ...(completesNow && bill.persons.length > 0 ? { completes: completionOf(bill) } : {}),
    },
  })
}
