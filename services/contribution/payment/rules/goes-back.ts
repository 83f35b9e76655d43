import type { Payer } from '#shared/contracts/contribution.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { isPaidUp, totalDue } from '../../bill/rules/bill.ts'
import { siblingId } from '../../bill/rules/siblings.ts'
import { refuse } from '../../refusals.ts'
import type { RecordPayment } from './payment.ts'

/** What a payer paid on bills of one month, what went back taken off. */
export const cameOf = (payer: Payer, bills: readonly Pick<Bill, 'paid'>[]): Fen =>
  sum(bills.map(({ paid }) => paid[payer] ?? 0))

/**
 * Why money may not go back: a bill that gives back does so once the bills that it corrects are paid in full, and of all
 * bills of a month together no more goes back than came. Else a month that nobody paid would pay out.
 */
export const goesBackFault = (
  { payer, amount }: Pick<RecordPayment, 'payer' | 'amount'>,
  bill: Bill,
  siblings: readonly Bill[],
): Decision<never> | undefined => {
  // A subsidy that is taken off again stands alone: its statement counts it.
  if (siblingId(bill, 0) === undefined) return undefined
  const isOpen = totalDue(bill) < 0 && siblings.some((other) => totalDue(other) > 0 && !isPaidUp(other))
  const came = isOpen ? 0 : cameOf(payer, [bill, ...siblings])
  return amount > came
    ? refuse('contribution.more-back-than-came', { field: 'amount', figures: { came, amount } })
    : undefined
}
