import type { Month } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { times } from '#shared/money/rate.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { addMovements, transfer } from '../../ledger/rules/movements.ts'
import type { VisitorSection } from './settle-visitors.ts'
import { settleVisitors } from './settle-visitors.ts'
import type { Standing } from './standing.ts'

/** What was booked for an institution since its last settlement, corrections of earlier months included. */
export type ClaimTotals = {
  readonly controlled: Fen
  /** Of `controlled`, for stays. */
  readonly inpatient: Fen
  readonly others: Fen
  /** What of it was taken back after audit cases. */
  readonly recovered: Fen
  /** What the clearing of an earlier year takes back. */
  readonly owedBack: Fen
  /** For persons insured in other cities. */
  readonly visitors: Fen
}

/** What a method of payment makes of claims above (negative: below) what the pool owed for them, by kind of care. */
export type Differences = { readonly inpatient: Fen; readonly outpatient: Fen }
export const noDifferences: Differences = { inpatient: 0, outpatient: 0 }

/**
 * What a monthly settlement told an institution;
 * `claimed + differences − owedBack = ordered + deposit + suspended + carried − carriedBefore`.
 */
export type Statement = {
  readonly institution: string
  readonly month: Month
  readonly claimed: Fen
  readonly controlled: Fen
  readonly others: Fen
  /** What its methods of payment pay beyond (negative: below) its claims. */
  readonly differences: Differences
  /** The quota from January through the month; null for an institution outside the quota plan. */
  readonly quotaToDate: Fen | null
  /** Newly within quota; more than was claimed only where the agreement lets earlier suspended money come free. */
  readonly within: Fen
  /** Newly suspended to the year's end; negative where claims were taken back, or where it may come free. */
  readonly suspended: Fen
  /** The agreement lets suspended money come free by later months' quota. */
  readonly releases?: true
  readonly deposit: Fen
  readonly depositShare: string
  /** Taken back for the clearing of an earlier year. */
  readonly owedBack: Fen
  readonly carriedBefore: Fen
  readonly carried: Fen
  readonly ordered: Fen
  /** Of persons insured elsewhere, apart from all of the above; absent where there were none. */
  readonly visitors?: VisitorSection
}

export type SettleInstitution = {
  readonly month: Month
  readonly standing: Standing
  readonly claimed: ClaimTotals
  /** Nil for an institution that is paid by item. */
  readonly differences: Differences
  readonly quotaToDate: Fen | null
  readonly depositShare: Rate
  /** Whether the agreement lets suspended money come free by later months' quota. */
  readonly releasesSuspended?: boolean | undefined
}

const differenceOf = ({ inpatient, outpatient }: Differences): Fen => fen(inpatient + outpatient)

/** What a standing has of the care that the quota controls. */
const underQuota = ({ controlled, inpatientDifference, outpatientDifference }: Standing): Fen =>
  fen(controlled + inpatientDifference + outpatientDifference)

const standingAfter = (before: Standing, { claimed, differences, month }: SettleInstitution): Standing => ({
  ...before,
  controlled: fen(before.controlled + claimed.controlled),
  inpatient: fen(before.inpatient + claimed.inpatient),
  inpatientDifference: fen(before.inpatientDifference + differences.inpatient),
  outpatientDifference: fen(before.outpatientDifference + differences.outpatient),
  others: fen(before.others + claimed.others),
  recovered: fen(before.recovered + claimed.recovered),
  owedBack: fen(before.owedBack + claimed.owedBack),
  settledThrough: month,
})

/**
 * What lies within the quota up to the month. Of it a month pays no more than its own claims: what was suspended waits
 * for the review at the year's end, unless the agreement says that later months' quota pays it. Claims that are taken
 * back are taken off what is suspended first.
 */
const withinQuota = (
  { standing, claimed, differences, quotaToDate, releasesSuspended }: SettleInstitution,
  counted: Standing,
): Fen => {
  const most = Math.min(underQuota(counted), quotaToDate ?? Number.MAX_SAFE_INTEGER)
  if (releasesSuspended) return most
  const ofMonth = fen(claimed.controlled + differenceOf(differences))
  return Math.min(most, fen(standing.within + Math.max(0, ofMonth)))
}

/**
 * Settles an institution's month. What lies within its quota from January on is paid less the quality deposit. The rest
 * of the basic pool's part is suspended and reviewed at the year's end (total control, 三(七)). The pool's part is what the method of
 * payment makes of the claims. What other funds and personal accounts owe is paid in full. More taken back than due is
 * carried to the next month: nobody is ordered to pay less than nil.
 */
export const settleInstitution = (
  command: SettleInstitution,
): { standing: Standing; statement: Statement } => {
  const { month, standing: before, claimed, differences, quotaToDate, depositShare } = command
  const counted = standingAfter(before, command)
  const withinToDate = withinQuota(command, counted)
  const within = fen(withinToDate - before.within)
  const suspended = fen(claimed.controlled + differenceOf(differences) - within)
  const deposit = times(within, depositShare)
  const due = fen(before.carried + within - deposit + claimed.others - claimed.owedBack)
  const ordered = Math.max(due, 0)
  const carried = Math.min(due, 0)
  const visitors = settleVisitors(claimed.visitors, before.visitors)
  const statement: Statement = {
    institution: before.institution,
    month,
    claimed: fen(claimed.controlled + claimed.others),
    controlled: claimed.controlled,
    others: claimed.others,
    differences,
    quotaToDate,
    within,
    suspended,
    ...(command.releasesSuspended ? { releases: true as const } : {}),
    deposit,
    depositShare: String(depositShare),
    owedBack: claimed.owedBack,
    carriedBefore: before.carried,
    carried,
    ordered,
    ...(visitors ? { visitors: visitors.section } : {}),
  }
  must(
    statement.claimed + differenceOf(differences) - statement.owedBack ===
      ordered + deposit + suspended + carried - before.carried,
    'settlement.not-conserved',
    'a settlement must account for all that was claimed',
    { institution: before.institution, month },
  )
  const standing: Standing = {
    ...counted,
    within: withinToDate,
    suspended: fen(before.suspended + suspended),
    deposits: fen(before.deposits + deposit),
    ordered: fen(before.ordered + ordered),
    carried,
    ...(visitors ? { visitors: visitors.standing } : {}),
  }
  return { standing, statement }
}

/** What a settlement does to the ledger: what was payable becomes an order, a deposit, or suspended. */
export const settlementMovements = ({ ordered, deposit, suspended }: Statement): Movements =>
  addMovements(
    transfer('institutions-payable', 'payment-orders', ordered),
    transfer('institutions-payable', 'deposits', deposit),
    transfer('institutions-payable', 'suspended', suspended),
  )

/**
 * What methods of payment do to the ledger beside the claims. The difference is spent on the line of the care and owed
 * to the institution, or is less of both. What patients were settled by does not change.
 */
export const differenceMovements = ({ inpatient, outpatient }: Differences): Movements =>
  addMovements(
    transfer('inpatient', 'institutions-payable', inpatient),
    transfer('outpatient', 'institutions-payable', outpatient),
  )
