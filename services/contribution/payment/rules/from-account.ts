import type { Decision } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { totalDue } from '../../bill/rules/bill.ts'
import { refuse } from '../../refusals.ts'
import type { Receipt, RecordPayment } from './payment.ts'

/** The money of an account that a refund takes back, as it names it. */
const accountOf = ({ reverses }: Pick<RecordPayment, 'reverses'>, receipts: readonly Receipt[]) =>
  reverses === undefined ? undefined : receipts.find(({ paymentId }) => paymentId === reverses)?.fromAccount

/** What came of the insured's own part on a bill otherwise than from accounts. */
const otherwiseOn = ({ paid, fromAccounts = 0 }: Bill): Fen => fen((paid.individual ?? 0) - fromAccounts)

/**
 * Why money may not be refunded to the payer: a relative's account paid it, and it goes back the way it came. A refund of it names
 * the payment; any other takes back at most what came otherwise, on all bills together and on the bill itself, but for one
 * that gives back of the others.
 * @param others those that the bill stands among
 */
export const fromAccountFault = (
  payment: Pick<RecordPayment, 'reverses' | 'payer' | 'amount'>,
  { bill, others }: { readonly bill: Bill; readonly others: readonly Bill[] },
  receipts: readonly Receipt[],
): Decision<never> | undefined => {
  const { payer, amount } = payment
  const all = [bill, ...others]
  const isFromAccount = all.some(({ fromAccounts = 0 }) => fromAccounts > 0)
  if (payer !== 'individual' || !isFromAccount || accountOf(payment, receipts)) return undefined
  const ofAll = sum(all.map(otherwiseOn))
  const otherwise = totalDue(bill) < 0 ? ofAll : fen(Math.min(ofAll, otherwiseOn(bill)))
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
