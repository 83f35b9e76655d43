import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import type { Around } from './from-account.ts'
import { fromAccountFault, isNamedBeside, withRefundOfAccount } from './from-account.ts'
import { goesBackFault } from './goes-back.ts'
import type { Receipt, RecordPayment } from './payment.ts'
import { decidePayment, otherFund } from './payment.ts'
import { refundDayFault } from './refund-day.ts'
import { reversalFault } from './reversal.ts'
import { takenBackWith } from './taken-back.ts'

/** A bill after a payment or refund, its receipt, and the bills beside it that it changes. */
export type JudgedOnBill = {
  readonly bill: Bill
  readonly receipt: Receipt
  readonly changed: readonly Bill[]
}

/**
 * Decides on a payment or refund of a bill by all that stands around it: money that came to another fund's account is not on
 * it, and a refund gives back what came, on a day on which it was there, to whoever paid it.
 */
export const judgeOnBill = (payment: RecordPayment, around: Around): Decision<JudgedOnBill> => {
  const { bill, others, lines } = around
  const other = otherFund(payment, bill)
  if (other) return other
  // What is taken back of an account on a bill beside is no line of this one.
  const { reverses: _, ...unnamed } = payment
  const own = isNamedBeside(payment, around) ? unnamed : payment
  const decision = decidePayment(own, bill)
  if (decision.status === 'refused' || payment.kind === 'payment')
    return decision.status === 'refused' ? decision : accept({ ...decision.value, changed: [] })
  const known = lines.filter(({ billId }) => billId === bill.billId)
  const fault =
    reversalFault(own, known) ??
    refundDayFault(own, bill, known) ??
    goesBackFault(own, bill, others) ??
    fromAccountFault(payment, around)
  if (fault) return fault
  const { bills: changed, takesBack } = takenBackWith(decision.value.bill, others)
  const { receipt } = decision.value
  const told = takesBack.length === 0 ? receipt : { ...receipt, takesBack }
  return accept({
    ...withRefundOfAccount(payment, { bill: decision.value.bill, receipt: told }, around),
    changed,
  })
}
