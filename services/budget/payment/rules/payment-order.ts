import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { PayeeKind } from '#shared/contracts/payee.ts'
import { never } from '#shared/kernel/never.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Account } from '../../ledger/rules/chart.ts'
import type { Books } from '../../ledger/rules/fund.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { transfer } from '../../ledger/rules/movements.ts'

/** What an order pays; a levy names itself, so that the adjustment fund knows which one reached it. */
export type Cause =
  | { readonly purpose: 'monthly-settlement'; readonly month: Month }
  /** Care of persons insured in other cities. */
  | { readonly purpose: 'visitors-settlement'; readonly month: Month }
  | { readonly purpose: 'adjustment-fund-levy'; readonly levyId: string }
  /** What is left of care elsewhere after netting: a city to the province, or the province to a city. */
  | { readonly purpose: 'cities-settlement'; readonly settlementId: string }
  /** Of the fund year that is cleared, or whose quota is advanced on. */
  | { readonly purpose: 'year-end-clearing'; readonly ofYear: FundYear }
  | { readonly purpose: 'working-capital'; readonly ofYear: FundYear }
  /** What an account pays of a relative's premium, into the income account of the bill's city. */
  | { readonly purpose: 'family-premium'; readonly premiumId: string }
  /** What a person, an employer or an office is granted beside claims. */
  | { readonly purpose: 'benefit'; readonly benefitId: string; readonly payeeKind: PayeeKind }

/** What is ordered, before it is known whether there is money for it. */
export type OrderDraft = {
  readonly orderId: string
  readonly fund: Books
  /** The fund year it belongs to. */
  readonly year: FundYear
  readonly payee: string
  readonly cause: Cause
  readonly amount: Fen
  readonly orderedOn: Day
  /** The last day on which institutions are to be paid; absent where no period is set. */
  readonly dueOn?: Day | undefined
  /** Which time it is given to the treasury; absent: the first. */
  readonly attempt?: number
}

/**
 * An order to the treasury. It waits while the special account holds less than its amount. There is no payment without
 * funds, and no order is lost for lack of them. A payment may fail: an account is closed, or a name does not match. It
 * then leaves the money in the expenditure account until the order is given again.
 */
export type PaymentOrder =
  | (OrderDraft & { readonly state: 'awaiting-funds'; readonly reason: string })
  | (OrderDraft & { readonly state: 'open' })
  | (OrderDraft & { readonly state: 'failed'; readonly failedOn: Day; readonly reason: string })
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
  'failed',
  'paid',
] as const satisfies readonly PaymentOrder['state'][]
/** Which time an order is given to the treasury. */
export const attemptOf = ({ attempt = 1 }: OrderDraft): number => attempt

export type OrderState = PaymentOrder['state']

/** What an order's payee is: the office that a levy or a settlement between cities goes to, whoever a benefit names, else an institution. */
export const payeeKindOf = ({ cause }: Pick<OrderDraft, 'cause'>): PayeeKind => {
  switch (cause.purpose) {
    case 'adjustment-fund-levy':
    case 'cities-settlement':
    case 'family-premium':
      return 'office'
    case 'monthly-settlement':
    case 'visitors-settlement':
    case 'year-end-clearing':
    case 'working-capital':
      return 'institution'
    case 'benefit':
      return cause.payeeKind
    default:
      return never(cause)
  }
}

/** The liability that an order pays off. Those that are no debt for the fund's own care have accounts of their own. */
const liabilityOf = ({ cause }: PaymentOrder): Account => {
  switch (cause.purpose) {
    case 'adjustment-fund-levy':
      return 'adjustment-fund-payable'
    case 'cities-settlement':
      return 'cities-payable'
    case 'visitors-settlement':
      return 'visitors-payable'
    case 'monthly-settlement':
    case 'year-end-clearing':
    case 'working-capital':
    case 'family-premium':
    case 'benefit':
      return 'payment-orders'
    default:
      return never(cause)
  }
}

/** Money for an order goes from the fiscal special account to the expenditure account: the second of the two lines. */
export const fundingMovements = ({ amount }: Pick<PaymentOrder, 'amount'>): Movements =>
  transfer('expenditure-account', 'special-account', amount)

/** The treasury's payment empties the expenditure account again and settles the liability. */
export const paymentMovements = (order: PaymentOrder): Movements =>
  transfer(liabilityOf(order), 'expenditure-account', order.amount)
