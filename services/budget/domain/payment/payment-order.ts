import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Fund } from '../fund.ts'
import type { Account } from '../ledger/chart.ts'
import type { Movements } from '../ledger/movements.ts'
import { transfer } from '../ledger/movements.ts'

/** What an order pays; a levy names itself, so that the adjustment fund knows which one reached it. */
export type Cause =
  | { readonly purpose: 'monthly-settlement'; readonly month: Month }
  | { readonly purpose: 'adjustment-fund-levy'; readonly levyId: string }

/** What is ordered, before it is known whether there is money for it. */
export type OrderDraft = {
  readonly orderId: string
  readonly fund: Fund
  /** The fund year it belongs to. */
  readonly year: FundYear
  readonly payee: string
  readonly cause: Cause
  readonly amount: Fen
  readonly orderedOn: Day
}

/**
 * An order to the treasury. It waits while the special account holds less than its amount: there is no payment
 * without funds, and no order is lost for lack of them.
 */
export type PaymentOrder =
  | (OrderDraft & { readonly state: 'awaiting-funds'; readonly reason: string })
  | (OrderDraft & { readonly state: 'open' })
  | PaidOrder

export type PaidOrder = OrderDraft & {
  readonly state: 'paid'
  readonly paidOn: Day
  readonly treasuryRef: string
  /** The entry that booked the payment, together with others of the day; it is known when they are booked. */
  readonly entryId?: string
}

/** An order that goes to the treasury; it is funded where it is written. */
export const givenToTreasury = (draft: OrderDraft): PaymentOrder => ({ ...draft, state: 'open' })

/** An order for which there is no money yet. */
export const waitingForFunds = (draft: OrderDraft): PaymentOrder => ({
  ...draft,
  state: 'awaiting-funds',
  reason: 'the special account holds less than the order',
})

export const orderStates = [
  'awaiting-funds',
  'open',
  'paid',
] as const satisfies readonly PaymentOrder['state'][]
export type OrderState = PaymentOrder['state']

/** The liability that an order pays off. */
const liabilityOf = ({ cause }: PaymentOrder): Account =>
  cause.purpose === 'monthly-settlement' ? 'payment-orders' : 'adjustment-fund-payable'

/** Money for an order goes from the fiscal special account to the expenditure account: the second of the two lines. */
export const fundingMovements = ({ amount }: Pick<PaymentOrder, 'amount'>): Movements =>
  transfer('expenditure-account', 'special-account', amount)

/** The treasury's payment empties the expenditure account again and settles the liability. */
export const paymentMovements = (order: PaymentOrder): Movements =>
  transfer(liabilityOf(order), 'expenditure-account', order.amount)
