import type { Fen } from '#shared/money/fen.ts'
import { Exact, quotient } from '#shared/money/rate.ts'

/**
 * How many months the balance would last: balance ÷ average monthly expenditure, to 0.1 (case W1: months is 12).
 * Null while nothing was spent.
 */
export const monthsPayable = (figures: {
  readonly balance: Fen
  readonly expenditure: Fen
  readonly months: number
}): number | null =>
  figures.expenditure <= 0
    ? null
    : quotient(new Exact(figures.balance).times(figures.months), figures.expenditure, 1)
