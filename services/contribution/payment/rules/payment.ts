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
import {
  bearsLateFee,
  dueAmount,
  feeRunsAfter,
  givesMonths,
  isPaidUp,
  takenOffOf,
  totalPaid,
  turnsOf,
} from '../../bill/rules/bill.ts'
import { refuse } from '../../refusals.ts'

/** Money the tax authority or a finance bureau collected on a bill, or paid back. */
export type RecordPayment = {
  readonly paymentId: string
  readonly billId: string
  readonly payer: Payer
  readonly kind: 'payment' | 'refund'
  readonly amount: Fen
  readonly paidOn: Day
  /** Whose income account it came to, where the report says so. */
  readonly city?: CityCode | undefined
  readonly scheme?: Scheme | undefined
  /** Of a refund: the payment that it takes back, wholly or in part. */
  readonly reverses?: string | undefined
  /** Set off against another bill of the same payer: no money moves. */
  readonly isSetOff?: true
}

/** The months that a bill pays for, and each person with their account's part. */
type PaidFor = {
  readonly from: Month
  readonly to: Month
  /** How many months it gives instead: none, or so many as were bought. */
  readonly months?: number
  readonly persons: readonly { readonly personId: string; readonly account: Fen }[]
}

/** What a payment brought to the income account (negative: took from it), and what it completed or left short. */
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
  /** Present when the bill is complete with this. */
  readonly completes?: PaidFor
  /** Present when the bill was complete before this, and is not any more. */
  readonly withdraws?: PaidFor
  /** How often the bill became complete or short; absent the first time. */
  readonly turn?: number
  /** The payment that it takes back, wholly or in part. */
  readonly reverses?: string
  /** Where it is no premium of the basic insurance: of a late fee's bill, or of large-sum cover. */
  readonly line?: 'late-fee' | 'large-sum'
  /** The money in suspense that it is a part of. */
  readonly suspenseOf?: string
  /** Of money of a relative's personal account, and of what goes back to it: whose, and in whose books it lies. */
  readonly fromAccount?: { readonly premiumId: string; readonly owner: string; readonly city: CityCode }
}

/** How much of what a payer has paid in all belongs to personal accounts: in proportion, exact once all is paid. */
const accountPart = (due: Due, paid: Fen): Fen => {
  if (due.account === 0) return 0
  return proportion(due.account, paid, dueAmount(due))
}

const statusAfter = (bill: Bill, kind: RecordPayment['kind']): BillStatus => {
  if (isPaidUp(bill)) return 'paid'
  return totalPaid(bill) === 0 && kind === 'refund' ? 'refunded' : 'partly-paid'
}

/** What a completed bill brings: the months paid for, and each person with their account's part. */
export const completionOf = (bill: Bill): PaidFor => ({
  from: bill.from,
  to: bill.to,
  ...(givesMonths(bill) ? {} : { months: bill.bought?.months ?? 0 }),
  persons: bill.persons.map(({ personId, account }) => ({ personId, account })),
})

/** Why money does not fit; what a payer has paid stays between nothing and what is due, which a give-back turns round. */
const faultOf = (bill: Bill, due: Due, { kind, amount, payer }: RecordPayment) => {
  const paid = bill.paid[payer] ?? 0
  const whole = dueAmount(due)
  // What was written off is not to be paid any more.
  const most = whole - takenOffOf(bill, payer)
  const figures = { due: whole, paid, amount }
  if (kind === 'refund')
    return paid - amount < Math.min(0, whole)
      ? refuse('contribution.refund-above-paid', { field: 'amount', figures })
      : undefined
  return paid + amount > Math.max(0, most)
    ? refuse('contribution.overpaid', { field: 'amount', figures })
    : undefined
}

type Fund = { readonly city?: CityCode | undefined; readonly scheme?: Scheme | undefined }

/** Why money that came to the account of one fund is not on a bill of another; undefined where that is not said. */
export const otherFund = (
  { city, scheme }: Fund,
  bill: Pick<Bill, 'city' | 'scheme'> | undefined,
): Decision<never> | undefined =>
  bill === undefined || ((city ?? bill.city) === bill.city && (scheme ?? bill.scheme) === bill.scheme)
    ? undefined
    : refuse('contribution.other-fund', {
        field: 'billId',
        figures: {
          held: `${city ?? bill.city} ${scheme ?? bill.scheme}`,
          bill: `${bill.city} ${bill.scheme}`,
        },
      })

/** The line that money on a bill is told on; none for premiums and subsidies of the basic insurance. */
const lineOf = ({ kind }: Bill): Pick<Receipt, 'line'> =>
  kind === 'late-fee' || kind === 'large-sum' ? { line: kind } : {}

type Turned = { readonly bill: Bill; readonly told: Pick<Receipt, 'completes' | 'withdraws' | 'turn'> }

/** The bill after it became complete, or short again, on a day; and what is told of it. */
const turned = (bill: Bill, on: Day): Turned => {
  const { completedOn: _, withdrawnOn: __, turns: ___, ...rest } = bill
  const turn = turnsOf(bill) + 1
  const isComplete = turn % 2 === 1
  const known = turn === 1 ? {} : { turns: turn }
  const months = completionOf(bill)
  const told = isComplete ? { completes: months } : { withdraws: months }
  return {
    bill: { ...rest, ...known, ...(isComplete ? { completedOn: on } : { withdrawnOn: on }) },
    told: bill.persons.length === 0 ? {} : { ...told, ...(turn === 1 ? {} : { turn }) },
  }
}

/** Whether it is money that comes on the bill of a difference: when it came decides what the bill it corrects gives. */
const isMoneyOnDifference = (bill: Bill, { kind, isSetOff }: RecordPayment): boolean =>
  bill.kind === 'resident-difference' && kind === 'payment' && !isSetOff

/** Decides on a payment or refund: the bill as it then is, and the receipt to be recorded and published. */
export const decidePayment = (
  command: RecordPayment,
  bill: Bill,
): Decision<{ readonly bill: Bill; readonly receipt: Receipt }> => {
  const { paymentId, billId, payer, paidOn, kind, reverses } = command
  if (bill.repairedBy !== undefined)
    return refuse('repair.replaced', { field: 'billId', figures: { repairedBy: bill.repairedBy } })
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
    ...(bearsLateFee(bill) && paidOn > feeRunsAfter(bill) ? { isPaidLate: true as const } : {}),
    ...(isMoneyOnDifference(bill, command) ? { moneyOn: paidOn } : {}),
  }
  const status = statusAfter(paidBill, kind)
  const isComplete = turnsOf(bill) % 2 === 1
  const { bill: next, told } =
    isComplete === (status === 'paid') ? { bill: paidBill, told: {} } : turned(paidBill, paidOn)
  const { scheme, city, fundYear } = bill
  return accept({
    bill: { ...next, status },
    receipt: {
      ...{ paymentId, billId, scheme, city, fundYear, payer, account, paidOn },
      pooled: amount - account,
      ...(reverses === undefined ? {} : { reverses }),
      ...lineOf(bill),
      ...told,
    },
  })
}
