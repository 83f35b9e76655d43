import type { Month } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { times } from '#shared/money/rate.ts'
import type { Movements } from '../ledger/movements.ts'
import { addMovements, transfer } from '../ledger/movements.ts'
import type { Standing } from './standing.ts'

/** What was booked for an institution since its last settlement, corrections of earlier months included. */
export type Claimed = { readonly controlled: Fen; readonly others: Fen }

/** What a monthly settlement told an institution; `claimed = ordered + deposit + suspended + carried − carriedBefore`. */
export type Statement = {
  readonly institution: string
  readonly month: Month
  readonly claimed: Fen
  readonly controlled: Fen
  readonly others: Fen
  /** The quota from January through the month; null for an institution outside the quota plan. */
  readonly quotaToDate: Fen | null
  /** Newly within quota; more than was claimed where earlier suspended money came free. */
  readonly within: Fen
  /** Newly suspended to the year's end; negative where earlier suspended money came free. */
  readonly suspended: Fen
  readonly deposit: Fen
  readonly depositShare: string
  readonly carriedBefore: Fen
  readonly carried: Fen
  readonly ordered: Fen
}

export type SettleInstitution = {
  readonly month: Month
  readonly standing: Standing
  readonly claimed: Claimed
  readonly quotaToDate: Fen | null
  readonly depositShare: Rate
}

/**
 * Settles an institution's month: what lies within its quota from January on is paid less the quality deposit, the
 * rest of the basic pool's part is suspended to the year's end (total control, 三(七)). What other funds and personal
 * accounts owe is paid in full. More taken back than due is carried to the next month: nobody is ordered to pay less than nil.
 */
export const settleInstitution = (
  command: SettleInstitution,
): { standing: Standing; statement: Statement } => {
  const { month, standing: before, claimed, quotaToDate, depositShare } = command
  const controlled = fen(before.controlled + claimed.controlled)
  const withinToDate = quotaToDate === null ? controlled : Math.min(controlled, quotaToDate)
  const within = fen(withinToDate - before.within)
  const suspended = fen(claimed.controlled - within)
  const deposit = times(within, depositShare)
  const due = fen(before.carried + within - deposit + claimed.others)
  const ordered = Math.max(due, 0)
  const carried = Math.min(due, 0)
  const statement: Statement = {
    institution: before.institution,
    month,
    claimed: fen(claimed.controlled + claimed.others),
    controlled: claimed.controlled,
    others: claimed.others,
    quotaToDate,
    within,
    suspended,
    deposit,
    depositShare: String(depositShare),
    carriedBefore: before.carried,
    carried,
    ordered,
  }
  must(
    statement.claimed === ordered + deposit + suspended + carried - before.carried,
    'settlement.not-conserved',
    'a settlement must account for all that was claimed',
    { institution: before.institution, month },
  )
  const standing: Standing = {
    ...before,
    controlled,
    others: fen(before.others + claimed.others),
    within: withinToDate,
    suspended: fen(before.suspended + suspended),
    deposits: fen(before.deposits + deposit),
    ordered: fen(before.ordered + ordered),
    carried,
    settledThrough: month,
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
