import type { Fen } from '#shared/money/fen.ts'
import type { Account, AccountClass } from './chart.ts'
import { accounts, chineseNameOf, classOf } from './chart.ts'
import type { Movements } from './movements.ts'
import { imbalanceOf } from './movements.ts'

export type TrialBalanceRow = {
  readonly account: Account
  readonly chinese: string
  readonly class: AccountClass
  /** Balances in fen, debit positive. */
  readonly before: Fen
  readonly moved: Fen
  readonly balance: Fen
}

export type TrialBalance = { readonly rows: readonly TrialBalanceRow[]; readonly imbalance: Fen }

/** The trial balance of a period: each account that ever moved, what it held before, what moved, what it holds. */
export const trialBalance = (before: Movements, moved: Movements): TrialBalance => {
  const rows = accounts
    .filter((account) => before[account] !== undefined || moved[account] !== undefined)
    .map((account) => ({
      account,
      chinese: chineseNameOf(account),
      class: classOf(account),
      before: before[account] ?? 0,
      moved: moved[account] ?? 0,
      balance: (before[account] ?? 0) + (moved[account] ?? 0),
    }))
  return { rows, imbalance: imbalanceOf(before) + imbalanceOf(moved) }
}
