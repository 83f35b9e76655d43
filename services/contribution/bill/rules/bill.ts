import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { Payer } from '#shared/contracts/contribution.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'

export const billKinds = ['employer-month', 'resident-year', 'subsidy', 'late-fee'] as const
export type BillKind = (typeof billKinds)[number]

/** What one payer owes on a bill: for the pooled fund, and for personal accounts. */
export type Due = { readonly payer: Payer; readonly pooled: Fen; readonly account: Fen }

/** A person a bill pays for: what goes to their personal account, and for employees the base it was computed on. */
type BilledPerson = { readonly personId: string; readonly account: Fen; readonly base?: Fen }

export const billStatuses = ['issued', 'partly-paid', 'paid', 'refunded'] as const
export type BillStatus = (typeof billStatuses)[number]

/** An amount that two officers took off what is due of a payer; negative: put back. */
export type TakenOff = {
  readonly writeOffId: string
  readonly payer: Payer
  readonly amount: Fen
  readonly on: Day
}

/** The late fees that were billed on a bill so far: in how many bills of their own, how much, and until which day. */
type FeesBilled = { readonly count: number; readonly billed: Fen; readonly through: Day }

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
  /** What was written off or waived of it, in order. */
  readonly takenOff?: readonly TakenOff[]
  /** The late fees billed on it; of a late fee's own bill, the bill it is on, and the days it is for. */
  readonly fees?: FeesBilled
  readonly feeOf?: string
  readonly feeDays?: { readonly after: Day; readonly through: Day }
  /** Some of it was paid late, and the late fee until then is not billed yet. */
  readonly isPaidLate?: true
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

/** What of a payer's due was written off or waived, and stands so. */
export const takenOffOf = ({ takenOff = [] }: Pick<Bill, 'takenOff'>, payer: Payer): Fen =>
  sum(takenOff.filter((each) => each.payer === payer).map(({ amount }) => amount))

type Open = Pick<Bill, 'dues' | 'paid' | 'takenOff'>

/** What a payer still owes: due, less what was paid and what was written off. */
export const openOf = (bill: Open, due: Due): Fen =>
  dueAmount(due) - (bill.paid[due.payer] ?? 0) - takenOffOf(bill, due.payer)

/** What is in arrears of a bill: due − paid − written off. */
export const totalOpen = (bill: Open): Fen => sum(bill.dues.map((due) => openOf(bill, due)))

/** Whether nobody owes anything on a bill any more, or gets anything back. */
export const isSettled = (bill: Open): boolean => bill.dues.every((due) => openOf(bill, due) === 0)

/** Whether the law asks a late fee on it: an employer's contributions (社会保险法 第八十六条). */
export const bearsLateFee = ({ kind, employerId }: Pick<Bill, 'kind' | 'employerId'>): boolean =>
  kind === 'employer-month' && employerId !== undefined

export const dueAmount = ({ pooled, account }: Due): Fen => pooled + account
export const totalDue = ({ dues }: Pick<Bill, 'dues'>): Fen => sum(dues.map(dueAmount))
export const totalPaid = ({ paid }: Pick<Bill, 'paid'>): Fen => sum(Object.values(paid))
