import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { Payer } from '#shared/contracts/contribution.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'

export const billKinds = ['employer-month', 'resident-year', 'subsidy'] as const
export type BillKind = (typeof billKinds)[number]

/** What one payer owes on a bill: for the pooled fund, and for personal accounts. */
export type Due = { readonly payer: Payer; readonly pooled: Fen; readonly account: Fen }

/** A person a bill pays for: what goes to their personal account, and for employees the base it was computed on. */
type BilledPerson = { readonly personId: string; readonly account: Fen; readonly base?: Fen }

export const billStatuses = ['issued', 'partly-paid', 'paid', 'refunded'] as const
export type BillStatus = (typeof billStatuses)[number]

/** What is due for a period from all its payers, and what each has paid. */
export type Bill = {
  readonly billId: string
  readonly kind: BillKind
  readonly scheme: Scheme
  readonly city: CityCode
  /** The year insured. */
  readonly fundYear: FundYear
  readonly from: Month
  readonly to: Month
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly employerId?: string
  readonly dues: readonly Due[]
  readonly persons: readonly BilledPerson[]
  /** The part of a resident's own contribution that medical aid pays, with the subsidies. */
  readonly aidFunded?: Fen
  readonly status: BillStatus
  readonly paid: Readonly<Partial<Record<Payer, Fen>>>
  /** The payments and refunds on it, in the order they were recorded. */
  readonly paymentIds?: readonly string[]
  /** Payments in suspense that name it: what changes on it may make them fit. */
  readonly waiting?: readonly string[]
  /** The day it was paid in full, as long as it is. */
  readonly completedOn?: Day
  /** The day of the refund that left it short again, as long as it is. */
  readonly withdrawnOn?: Day
  /** How often it became complete or short; kept from the second time on. */
  readonly turns?: number
  /** The subsidy statement that counts this resident. */
  readonly statementId?: string
  /** The statements before, in pairs: one counted this resident, the next took them off. */
  readonly earlierStatements?: readonly string[]
}

/** How often a bill became complete (odd: it is) or short again. */
export const turnsOf = ({ turns, completedOn }: Pick<Bill, 'turns' | 'completedOn'>): number =>
  turns ?? (completedOn === undefined ? 0 : 1)

/** Whether a bill has nothing left to be paid by any of its payers. */
export const isPaidUp = ({ dues, paid }: Pick<Bill, 'dues' | 'paid'>): boolean =>
  dues.every((due) => (paid[due.payer] ?? 0) === dueAmount(due))

export const dueAmount = ({ pooled, account }: Due): Fen => pooled + account
export const totalDue = ({ dues }: Pick<Bill, 'dues'>): Fen => sum(dues.map(dueAmount))
export const totalPaid = ({ paid }: Pick<Bill, 'paid'>): Fen => sum(Object.values(paid))
