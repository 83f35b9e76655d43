import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { Payer } from '#shared/contracts/contribution.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { AidCategory, Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Rounding } from '#shared/money/rate.ts'

export const billKinds = [
  'employer-month',
  'resident-year',
  'subsidy',
  'late-fee',
  'lump-sum',
  'large-sum',
  'resident-difference',
  'resident-repair',
] as const
export type BillKind = (typeof billKinds)[number]

/**
 * Why a bill is issued: a month in its own time, one that was missed, a month that came out otherwise with another base or
 * another rate, or less than was billed; months that are bought at retirement; or a resident's year that was missed. A month of
 * somebody who did not owe it is taken back whole.
 */
export const chargeKinds = [
  'normal',
  'back-pay',
  'base-difference',
  'rate-difference',
  'refund',
  'lump-sum',
  'repair',
  'taken-back',
] as const
export type ChargeKind = (typeof chargeKinds)[number]

/** What one payer owes on a bill: for the pooled fund, of that for maternity, and for personal accounts. */
export type Due = {
  readonly payer: Payer
  readonly pooled: Fen
  readonly account: Fen
  readonly maternity?: Fen
}

/** A person a bill pays for: a line of it. */
export type BilledPerson = {
  readonly personId: string
  readonly account: Fen
  /** Of employees: what the contribution is computed on. */
  readonly base?: Fen
  /** What goes to the pooled fund, and of that for maternity. Absent on bills of the first releases. */
  readonly pooled?: Fen
  readonly maternity?: Fen
  /** The base that was billed before, and the bill whose month this line corrects. */
  readonly baseBefore?: Fen
  readonly of?: string
}

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
  /** The months covered. */
  readonly from: Month
  readonly to: Month
  /** Absent: normal. */
  readonly charge?: ChargeKind
  /** The month that it belongs to; absent: the first it covers. */
  readonly belongsTo?: Month
  /** Of a lump sum: how many months it buys, at which rate of the base. */
  readonly bought?: {
    readonly months: number
    readonly rate: string
    readonly lumpSumId?: string
    /** How it was rounded, where that was not to the fen. */
    readonly rounding?: Rounding
  }
  /** The command that issued it by itself. */
  readonly commandId?: string
  /** The run that issued it. */
  readonly runId?: string
  readonly issuedOn: Day
  /** The day on which it was made, where it is dated back. */
  readonly madeOn?: Day
  readonly dueOn: Day
  readonly employerId?: string
  readonly dues: readonly Due[]
  readonly persons: readonly BilledPerson[]
  /** The part of a resident's own contribution that medical aid pays, with the subsidies. */
  readonly aidFunded?: Fen
  /** The county by whose standard a resident's was reckoned, where a city's differ by county. */
  readonly county?: string
  /** The category by which it does; absent where it pays nothing. */
  readonly aid?: AidCategory
  readonly status: BillStatus
  readonly paid: Readonly<Partial<Record<Payer, Fen>>>
  /** The payments and refunds on it, in the order they were recorded. */
  readonly paymentIds?: readonly string[]
  /** What of the insured's own part relatives' personal accounts paid, and did not get back. */
  readonly fromAccounts?: Fen
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
  /**
   * Of back pay that the employer failed to declare in time: the day on which the month was due, after which the late fee runs.
   * Absent: its own due day.
   */
  readonly feeFrom?: Day
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
  /** Of one that gives back: who declared what it is by, and who billed it. Absent before this was kept. */
  readonly hands?: { readonly declaredBy: readonly string[]; readonly billedBy: string }
  /** Of a resident's bill that was corrected: by how many bills of differences, and what is due of the resident in all. */
  readonly corrected?: { readonly count: number; readonly own: Fen }
  /** Of the bill of a difference to it: the correction that two officers decided. */
  readonly correctionId?: string
  /** Of the bill of a difference: the day on which money last came on it; what was set off against it is none. */
  readonly moneyOn?: Day
  /** By how much a statement counted another part of medical aid than the bill now has, since it was corrected. */
  readonly aidAdjusted?: readonly { readonly statementId: string; readonly aidFunded: Fen }[]
  /** The bill by which this year was paid for after all: nothing is due on this one any more. */
  readonly repairedBy?: string
  /** Whose month on it was taken back and refunded: it gives them nothing any more, whatever becomes of it. */
  readonly takenBack?: readonly string[]
  /** Counted by no statement any more: its person is also billed as another, by a bill that is. */
  readonly struck?: { readonly for: string; readonly on: Day }
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

type Open = Pick<Bill, 'dues' | 'paid' | 'takenOff' | 'repairedBy'>

/** What a payer still owes: due, less what was paid and what was written off; nothing of a bill that a repair replaced. */
export const openOf = (bill: Open, due: Due): Fen => {
  if (bill.repairedBy !== undefined) return 0
  return dueAmount(due) - (bill.paid[due.payer] ?? 0) - takenOffOf(bill, due.payer)
}

/** What is in arrears of a bill: due − paid − written off. */
export const totalOpen = (bill: Open): Fen => sum(bill.dues.map((due) => openOf(bill, due)))

/** Whether nobody owes anything on a bill any more, or gets anything back. */
export const isSettled = (bill: Open): boolean => bill.dues.every((due) => openOf(bill, due) === 0)

/** Whether a bill gives money back of what was billed. */
export const givesBack = ({ charge }: { readonly charge?: ChargeKind | undefined }): boolean =>
  charge === 'refund' || charge === 'taken-back'

/** Whether the law asks a late fee on it: an employer's contributions (社会保险法 第八十六条), not what is given back to it. */
export const bearsLateFee = ({
  kind,
  employerId,
  charge,
}: Pick<Bill, 'kind' | 'employerId' | 'charge'>): boolean =>
  kind === 'employer-month' && employerId !== undefined && !givesBack({ charge })

/** The day after which a late fee runs on a bill. */
export const feeRunsAfter = ({ feeFrom, dueOn }: Pick<Bill, 'feeFrom' | 'dueOn'>): Day => feeFrom ?? dueOn

export const dueAmount = ({ pooled, account }: Due): Fen => pooled + account
export const totalDue = ({ dues }: Pick<Bill, 'dues'>): Fen => sum(dues.map(dueAmount))
export const totalPaid = ({ paid }: Pick<Bill, 'paid'>): Fen => sum(Object.values(paid))

/** The id of a resident's bill of a year: there is one. */
export const residentBillId = (personId: string, year: FundYear): string => `R-${personId}-${year}`

/** The id of the bill that repairs a missed year for which an ordinary bill was issued. */
export const repairBillId = (personId: string, year: FundYear): string =>
  `${residentBillId(personId, year)}-repair`

/** Whether it is of a resident: what these do not pay is not enforced. */
export const isOfResident = ({ kind }: Pick<Bill, 'kind'>): boolean =>
  kind === 'resident-year' || kind === 'resident-difference' || kind === 'resident-repair'

export const chargeOf = ({ charge = 'normal' }: Pick<Bill, 'charge'>): ChargeKind => charge
export const belongsToOf = ({ belongsTo, from }: Pick<Bill, 'belongsTo' | 'from'>): Month => belongsTo ?? from

/**
 * Whether a bill pays for its months; a difference corrects what they cost and gives none, a lump sum buys others, and the
 * premium of large-sum cover is beside them.
 */
export const givesMonths = (bill: Pick<Bill, 'kind' | 'charge'>): boolean =>
  bill.kind !== 'large-sum' && ['normal', 'back-pay', 'repair'].includes(chargeOf(bill))
