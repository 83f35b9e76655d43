import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, quotient } from '#shared/money/rate.ts'

/**
 * The value of a point when a fund is divided by points: fund ÷ Σ points, in yuan to six decimals (case C01).
 * Institutions are paid by allocating the fund over their points, not by this rounded figure.
 */
export const pointValue = ({ fund, points }: { fund: Fen; points: Rate }): { yuanPerPoint: number } => {
  must(new Exact(points).greaterThan(0), 'points.none', 'a fund cannot be divided by no points')
  return { yuanPerPoint: quotient(new Exact(fund).div(100), points, 6) }
}
