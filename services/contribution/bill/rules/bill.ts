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
  /** The day it was first paid in full. */
  readonly completedOn?: Day
  /** The subsidy statement that counted this resident. */
  readonly statementId?: string
}

export const dueAmount = ({ pooled, account }: Due): Fen => pooled + account
export const totalDue = ({ dues }: Pick<Bill, 'dues'>): Fen => sum(dues.map(dueAmount))
export const totalPaid = ({ paid }: Pick<Bill, 'paid'>): Fen => sum(Object.values(paid))
