import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import type { RecordPayment } from '../../payment/rules/payment.ts'
import { refuse } from '../../refusals.ts'

type Asked = {
  readonly premiumId: string
  /** Whose account pays, and whose bill. */
  readonly owner: string
  readonly member: string
  readonly billId: string
  /** Whose employees' fund leads the account. */
  readonly city: CityCode
  readonly amount: Fen
  readonly askedOn: Day
}

/** Money of a relative's account, as a bill answered it: it stands on the bill as a receipt of its id, or was refused. */
export type AccountPremium = Asked &
  (
    | {
        readonly state: 'paid'
        /** Whose income account the money is on its way to. */
        readonly into: { readonly city: CityCode; readonly scheme: Scheme; readonly fundYear: FundYear }
        /** When the treasury paid it in; absent: it is on its way. */
        readonly remittedOn?: Day
      }
    | { readonly state: 'refused'; readonly reason: string }
  )

/** The payment that an account's money is on a bill: of the insured themselves. */
export const paymentOf = ({ premiumId, billId, amount, askedOn }: Asked): RecordPayment => ({
  ...{ paymentId: premiumId, billId, payer: 'individual', kind: 'payment', amount, paidOn: askedOn },
})

/** An account pays what a relative owes as a resident, and nothing else. */
export const billFits = ({ member, billId }: Asked, bill: Bill | undefined): Decision<Bill> => {
  if (!bill) return refuse('contribution.bill-unknown', { field: 'billId', figures: { billId } })
  const isOfResident = bill.kind === 'resident-year' || bill.kind === 'resident-difference'
  return isOfResident && bill.persons.every(({ personId }) => personId === member)
    ? accept(bill)
    : refuse('account-premium.other-bill', { field: 'billId', figures: { billId } })
}
