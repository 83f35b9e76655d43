import type { Decision } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { totalDue } from '../../bill/rules/bill.ts'
import { refuse } from '../../refusals.ts'
import type { Receipt, RecordPayment } from './payment.ts'

type FromAccount = NonNullable<Receipt['fromAccount']>
type Refund = Pick<RecordPayment, 'reverses' | 'payer' | 'amount'>

/** The bill of a refund, those that it stands among, and the receipts of all of them. */
export type Around = {
  readonly bill: Bill
  readonly others: readonly Bill[]
  readonly lines: readonly Receipt[]
}

/** What accounts paid on some bills and did not get back. */
const ofAccounts = (bills: readonly Bill[]): Fen =>
  fen(sum(bills.map(({ fromAccounts = 0 }) => fromAccounts)))

/** What the insured themselves paid on some bills otherwise than from accounts. */
const otherwiseOn = (bills: readonly Bill[]): Fen =>
  fen(sum(bills.map(({ paid }) => paid.individual ?? 0)) - ofAccounts(bills))

/** What is left of the money of an account: what it paid less what went back to it. */
const leftOf = ({ premiumId }: FromAccount, lines: readonly Receipt[]): Fen =>
  fen(
    sum(
      lines
        .filter(({ fromAccount }) => fromAccount?.premiumId === premiumId)
        .map(({ pooled, account }) => pooled + account),
    ),
  )

/**
 * The one account whose money a bill of a difference gives back, where nothing else came that it could give: it is theirs
 * whether or not the refund names it. Two accounts are told apart by the refund only.
 */
const onlyAccount = ({ amount }: Refund, { bill, others, lines }: Around): FromAccount | undefined => {
  if (bill.kind !== 'resident-difference' || totalDue(bill) >= 0) return undefined
  if (otherwiseOn([bill, ...others]) > 0) return undefined
  const all = new Map(lines.flatMap(({ fromAccount: of }) => (of ? [[of.premiumId, of] as const] : [])))
  const standing = [...all.values()].filter((each) => leftOf(each, lines) > 0)
  const [only] = standing
  return standing.length === 1 && only && amount <= leftOf(only, lines) ? only : undefined
}

/** The account that a refund takes its money back for: as it names it, or as the bill gives back nothing else. */
export const accountOfRefund = (refund: Refund, around: Around): FromAccount | undefined => {
  if (refund.payer !== 'individual') return undefined
  return refund.reverses === undefined
    ? onlyAccount(refund, around)
    : around.lines.find(({ paymentId }) => paymentId === refund.reverses)?.fromAccount
}

/**
 * Why money may not be refunded to the payer: a relative's account paid it, and it goes back the way it came. A refund of it names
 * the payment, which may stand on the bill that a difference corrects; any other takes back at most what came otherwise,
 * on all bills together and on the bill itself, but for one that gives back of the others.
 */
export const fromAccountFault = (refund: Refund, around: Around): Decision<never> | undefined => {
  const { bill, others, lines } = around
  const { payer, amount, reverses } = refund
  const account = ofAccounts([bill, ...others])
  if (payer !== 'individual' || account === 0) return undefined
  const of = accountOfRefund(refund, around)
  if (of) {
    const left = leftOf(of, lines)
    return amount > left
      ? refuse('contribution.reversed-above-line', {
          field: 'amount',
          figures: { reverses: reverses ?? of.premiumId, amount, left },
        })
      : undefined
  }
  const ofAll = otherwiseOn([bill, ...others])
  const otherwise = totalDue(bill) < 0 ? ofAll : fen(Math.min(ofAll, otherwiseOn([bill])))
  return amount > otherwise
    ? refuse('contribution.refund-from-account', { field: 'reverses', figures: { amount, otherwise } })
    : undefined
}

/** A bill and receipt after a refund, which says that its money goes back to an account where it came from one. */
export const withRefundOfAccount = <Decided extends { readonly bill: Bill; readonly receipt: Receipt }>(
  refund: Refund,
  decided: Decided,
  around: Around,
): Decided => {
  const account = accountOfRefund(refund, around)
  if (!account) return decided
  const { fromAccounts: before = 0, ...bill } = decided.bill
  const left = fen(before - refund.amount)
  return {
    ...decided,
    bill: { ...bill, ...(left === 0 ? {} : { fromAccounts: left }) },
    receipt: { ...decided.receipt, fromAccount: account },
  }
}

/** Whether a refund names money of an account on another bill than its own: no line of its own bill is taken back by it. */
export const isNamedBeside = ({ reverses }: Pick<Refund, 'reverses'>, { bill, lines }: Around): boolean =>
  reverses !== undefined &&
  lines.some(
    ({ paymentId, billId, fromAccount }) =>
      paymentId === reverses && billId !== bill.billId && fromAccount !== undefined,
  )
