import type { Rate } from '#shared/money/rate.ts'
import { Exact } from '#shared/money/rate.ts'

/** Whether every edge lies above the one before it, and only the last band may be without one. */
export const bandsRise = (edges: readonly (Rate | undefined)[]): boolean =>
  edges.every((edge, index) => {
    if (index === 0) return true
    const before = edges[index - 1]
    return before !== undefined && (edge === undefined || new Exact(edge).greaterThan(before))
  })

/** What is said of bands that do not. */
export const notRising = 'the bands rise, and only the last is without bound'

/** Whether steps fall, the last to nothing, so that every figure is on one of them. */
export const stepsFallToZero = (starts: readonly Rate[]): boolean =>
  new Exact(starts.at(-1) ?? 1).isZero() &&
  starts.every((start, index) => index === 0 || new Exact(start).lessThan(starts[index - 1] ?? 0))

/** Whether shares of a whole are the whole together. */
export const makeOne = (shares: readonly Rate[]): boolean =>
  shares.reduce<Exact>((total, each) => total.plus(each), new Exact(0)).equals(1)

/** Whether the least is not above the most. */
export const inOrder = ({ least, most }: { readonly least: Rate; readonly most: Rate }): boolean =>
  new Exact(least).lessThanOrEqualTo(most)
