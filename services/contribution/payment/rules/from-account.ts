import type { Decision } from '#shared/kernel/decision.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { refuse } from '../../refusals.ts'
import type { Receipt, RecordPayment } from './payment.ts'

/** The money of an account that a refund takes back, as it names it. */
const accountOf = ({ reverses }: Pick<RecordPayment, 'reverses'>, receipts: readonly Receipt[]) =>
  reverses === undefined ? undefined : receipts.find(({ paymentId }) => paymentId === reverses)?.fromAccount

/**
 * Why money may not be refunded to the payer: a relative's account paid it, and it goes back the way it came. A refund of it names
 * the payment; any other takes back at most what came otherwise.
 * @param bills the bill, and those that it stands among
 */
export const fromAccountFault = (
  payment: Pick<RecordPayment, 'reverses' | 'payer' | 'amount'>,
  bills: readonly Bill[],
  receipts: readonly Receipt[],
): Decision<never> | undefined => {
  const { payer, amount } = payment
  const account = sum(bills.map(({ fromAccounts = 0 }) => fromAccounts))
  if (payer !== 'individual' || account === 0 || accountOf(payment, receipts)) return undefined
  const otherwise = fen(sum(bills.map(({ paid }) => paid.individual ?? 0)) - account)
  return amount > otherwise
    ? refuse('contribution.refund-from-account', { field: 'reverses', figures: { amount, otherwise } })
    : undefined
}

/** A bill and receipt after a refund, which says that its money goes back to an account where it came from one. */
export const withRefundOfAccount = <Decided extends { readonly bill: Bill; readonly receipt: Receipt }>(
  payment: Pick<RecordPayment, 'reverses' | 'amount'>,
  decided: Decided,
  receipts: readonly Receipt[],
): Decided => {
  const account = accountOf(payment, receipts)
  if (!account) return decided
  const { fromAccounts: before = 0, ...bill } = decided.bill
  const left = fen(before - payment.amount)
  return {
    ...decided,
    bill: { ...bill, ...(left === 0 ? {} : { fromAccounts: left }) },
    receipt: { ...decided.receipt, fromAccount: account },
  }
}
