import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Account, BudgetLine } from './chart.ts'
import { accounts, classOf, isAccount } from './chart.ts'

/** What happened to accounts, in fen: debits positive, credits negative; accounts that did not move are absent. */
export type Movements = { readonly [Name in Account]?: Fen }

const withoutZeros = (movements: Movements): Movements =>
  Object.fromEntries(Object.entries(movements).filter(([, amount]) => amount !== 0))

/** A debit of one account and the credit of another; a negative amount takes back. */
export const transfer = (debit: Account, credit: Account, amount: Fen): Movements =>
  withoutZeros({ [debit]: fen(amount), [credit]: fen(-amount) })

/** Movements added up account by account. */
export const addMovements = (...all: readonly Movements[]): Movements => {
  const sums: Partial<Record<Account, Fen>> = {}
  for (const movements of all) {
    // Few accounts move in a period, of the many that there are.
    for (const name in movements) {
      const account = name as Account
      const amount = movements[account]
      if (amount !== undefined) sums[account] = fen((sums[account] ?? 0) + amount)
    }
  }
  const total: Partial<Record<Account, Fen>> = {}
  for (const account of accounts) if (sums[account]) total[account] = sums[account]
  return total
}

/** The sum of what moved: zero for every entry, month and year. */
export const imbalanceOf = (movements: Movements): Fen => sum(Object.values(movements))

/** Picks the accounts out of a record that holds other figures too. */
export const movementsIn = (record: Readonly<Record<string, unknown>>): Movements => {
  const movements: Partial<Record<Account, Fen>> = {}
  for (const name in record) {
    const amount = record[name]
    if (typeof amount === 'number' && isAccount(name)) movements[name] = fen(amount)
  }
  return movements
}

/**
 * Requires movements to balance.
 * @throws TongchouError `ledger.unbalanced`
 */
export const mustBalance = (movements: Movements, where: string): void => {
  const imbalance = imbalanceOf(movements)
  must(imbalance === 0, 'ledger.unbalanced', `${where} does not sum to zero but to ${imbalance} fen`, {
    imbalance,
  })
}

/** Income is booked as credits: executed amounts are shown with the sign of their line. */
export const executedOf = (movements: Movements, line: BudgetLine): Fen =>
  fen((classOf(line) === 'income' ? -1 : 1) * (movements[line] ?? 0))
