import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Account, BudgetLine } from '../../ledger/rules/chart.ts'
import type { Movements } from '../../ledger/rules/movements.ts'

/** What a fund is bound to pay and has not paid, by how far it is. */
export type Liabilities = {
  /** Claims that no monthly settlement has taken yet. */
  readonly unsettled: Fen
  /** Orders that the treasury has not confirmed. */
  readonly ordered: Fen
  /** Held until the year's end: above quota, and as quality deposit. */
  readonly suspended: Fen
  readonly deposits: Fen
  /** Owed to other cities and provinces, which pay institutions there. */
  readonly elsewhere: Fen
  /** Levies for the adjustment fund. */
  readonly levies: Fen
  readonly total: Fen
}

/** Reads what is owed from the balances of the liabilities. */
export const owedIn = (balances: Movements): Liabilities => {
  const of = (account: Account): Fen => fen(-(balances[account] ?? 0))
  const owed = {
    unsettled: of('institutions-payable'),
    ordered: of('payment-orders'),
    suspended: of('suspended'),
    deposits: of('deposits'),
    elsewhere: fen(of('cities-payable') + of('provinces-payable')),
    levies: of('adjustment-fund-payable'),
  }
  return { ...owed, total: sum(Object.values(owed)) }
}

/** Accounts whose bookings are owed to institutions: lines of care, and what other funds pay of it. */
const careLines = ['inpatient', 'outpatient', 'chronic-special', 'account-benefit'] as const
const careAccounts = [
  ...careLines,
  'serious-illness-receivable',
  'medical-aid-receivable',
  'supplement-receivable',
] as const

/**
 * What of each line is committed: booked as spent, and still owed. Debts for care are not kept by line. They are
 * laid on the lines and on other funds by what was booked for care in the year. So all parts sum to the debt.
 */
export const committedByLine = (
  owed: Liabilities,
  during: Movements,
): Readonly<Partial<Record<BudgetLine, Fen>>> => {
  const forCare = fen(owed.total - owed.levies)
  const weights = careAccounts.map((account) => Math.max(0, during[account] ?? 0))
  const levies = { 'upper-level-remittance': owed.levies }
  if (sum(weights) === 0) return levies
  const shares = allocate(forCare, weights)
  const ofCare = careLines.map((line, index) => [line, shares[index] ?? 0] as const)
  return { ...levies, ...Object.fromEntries(ofCare) }
}
