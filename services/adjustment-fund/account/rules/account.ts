import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'

/** A provincial account of the fund; each scheme has its own and they are never mixed. */
export type Account = {
  readonly scheme: Scheme
  readonly balance: Fen
  readonly received: Fen
  readonly paid: Fen
  /** Entries so far; the next one's number is one more. */
  readonly entries: number
}

/** What moves money on an account: levies, late fees and what is clawed back come in, allocations go out. */
export type MovementSource = 'levy' | 'late-fee' | 'clawback' | 'allocation'

/** Money that came in (positive) or was paid (negative). */
export type Movement = {
  readonly source: MovementSource
  readonly sourceId: string
  readonly city: string
  readonly amount: Fen
  readonly on: Day
}

export type AccountEntry = Movement & {
  readonly scheme: Scheme
  readonly number: number
  /** The balance after the entry. */
  readonly balance: Fen
}

/** An account before its first entry. */
export const emptyAccount = (scheme: Scheme): Account => ({
  scheme,
  balance: 0,
  received: 0,
  paid: 0,
  entries: 0,
})

/** Enters movements in order; refused as a whole when the balance would fall below zero. */
export const enter = (
  account: Account,
  movements: readonly Movement[],
): Decision<{ readonly account: Account; readonly entries: readonly AccountEntry[] }> => {
  const entries: AccountEntry[] = []
  let { balance, received, paid } = account
  for (const movement of movements) {
    balance = fen(balance + movement.amount)
    received = fen(received + Math.max(0, movement.amount))
    paid = fen(paid + Math.max(0, -movement.amount))
    if (balance < 0)
      return refuse('account.overdrawn', {
        figures: { balance: account.balance, amount: movement.amount },
      })
    entries.push({
      ...movement,
      scheme: account.scheme,
      number: account.entries + entries.length + 1,
      balance,
    })
  }
  const next = { ...account, balance, received, paid, entries: account.entries + entries.length }
  return accept({ account: next, entries })
}
