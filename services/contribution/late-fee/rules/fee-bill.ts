import type { Day } from '#shared/calendar/day.ts'
import { addDays, yearOf } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { feeRunsAfter, isSettled } from '../../bill/rules/bill.ts'
import { feeBillId } from '../../bill/rules/siblings.ts'

/** The ids of all late fees billed on a bill so far. */
export const feeBillIds = ({ billId, fees }: Pick<Bill, 'billId' | 'fees'>): string[] =>
  Array.from({ length: fees?.count ?? 0 }, (_, index) => feeBillId(billId, index + 1))

/** A bill with its late fee billed through a day; the bill of what that came to beyond what was billed before. */
export type FeeIssued = { readonly bill: Bill; readonly fee?: Bill }

const feeBillOf = (bill: Bill, amount: Fen, through: Day, paymentDays: number): Bill => {
  const { billId, scheme, city, from, to, employerId, fees } = bill
  return {
    billId: feeBillId(billId, (fees?.count ?? 0) + 1),
    kind: 'late-fee',
    ...{ scheme, city, fundYear: yearOf(through), from, to },
    issuedOn: through,
    dueOn: addDays(through, paymentDays),
    ...(employerId === undefined ? {} : { employerId }),
    dues: [{ payer: 'employer', pooled: amount, account: 0 }],
    persons: [],
    status: 'issued',
    paid: {},
    feeOf: billId,
    feeDays: { after: fees?.through ?? feeRunsAfter(bill), through },
  }
}

/**
 * Bills the late fee through a day, less what was billed before. It comes to less than that where a payment is told late:
 * the bill then gives back.
 */
export const issueFee = (
  before: Bill,
  {
    whole,
    through,
    paymentDays,
  }: { readonly whole: Fen; readonly through: Day; readonly paymentDays: number },
): FeeIssued => {
  const { isPaidLate: _, ...rest } = before
  const { count = 0, billed = 0 } = before.fees ?? {}
  const amount = whole - billed
  const fees = { count: amount === 0 ? count : count + 1, billed: whole, through }
  const bill: Bill = isSettled(before) ? { ...rest, fees } : { ...before, fees }
  return amount === 0 ? { bill } : { bill, fee: feeBillOf(before, amount, through, paymentDays) }
}
