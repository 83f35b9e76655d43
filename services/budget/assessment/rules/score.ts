import { Exact } from '#shared/money/rate.ts'
import type { Terms } from '../../agreement/rules/agreement.ts'
import { indexFigure } from './indexes.ts'
import type { CaseFigures } from './tally-cases.ts'

type WeightedIndex = Terms['indexes'][number]

/** How an index was counted: its figure, and its points of its weight. */
export type ScoredIndex = WeightedIndex & {
  /** Null where the year had no such cases; the index then counts in full. */
  readonly figure: string | null
  readonly points: string
}

export type Score = { readonly score: string; readonly indexes: readonly ScoredIndex[] }

const places = 2
const fullScore = '100'

const pointsOf = ({ weight, full, zero }: WeightedIndex, figure: string | null): Exact => {
  if (figure === null) return new Exact(weight)
  const reached = new Exact(figure).minus(zero).div(new Exact(full).minus(zero))
  return Exact.max(0, Exact.min(1, reached)).times(weight).toDecimalPlaces(places)
}

/**
 * Scores an institution's year by the indexes of its agreement. Each counts its weight times how far its figure has
 * come from `zero` to `full`, to two decimals. An agreement without indexes scores 100.
 */
export const scoreOf = (indexes: readonly WeightedIndex[], figures: CaseFigures): Score => {
  if (indexes.length === 0) return { score: fullScore, indexes: [] }
  const scored = indexes.map((weighted) => {
    const figure = indexFigure(weighted.index, figures)
    return { weighted, figure, points: pointsOf(weighted, figure) }
  })
  const score = scored.reduce((total, { points }) => total.plus(points), new Exact(0))
  return {
    score: score.toFixed(),
    indexes: scored.map(({ weighted, figure, points }) => ({
      ...weighted,
      figure,
      points: points.toFixed(),
    })),
  }
}
