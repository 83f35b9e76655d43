import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact } from '#shared/money/rate.ts'
import { refuse } from '../../refusals.ts'

/** A share to be found: by weight, no less than `least`, no more than `most` (without bound when absent). */
export type BoundedShare = { readonly weight: Rate; readonly least: Fen; readonly most?: Fen | undefined }

/** How a share was found: by weight alone, or held by one of its bounds. */
export type FoundShare = { readonly share: Fen; readonly held: 'free' | 'least' | 'most' }

/** The most of a share within what is divided; nothing has weight nil and more than its least. */
const mostOf = ({ weight, least, most }: BoundedShare, amount: Fen): Fen =>
  new Exact(weight).isZero() ? least : Math.min(most ?? amount, amount)

/** How far a share by weight alone lies outside its bounds: negative below the least, positive above the most. */
const excessOf = (exact: Exact, least: Fen, most: Fen): Exact => {
  if (exact.lessThan(least)) return exact.minus(least)
  return exact.greaterThan(most) ? exact.minus(most) : new Exact(0)
}

/**
 * Divides an amount by weights within bounds, to the fen. What a bound takes from one or leaves to them is shared by
 * the others, by weight again, until nobody's share lies outside. Of the two sides, the one that is further off is held
 * first. That leads to the one division in which all free shares stand in the proportion of their weights.
 */
export const boundedSplit = (amount: Fen, shares: readonly BoundedShare[]): Decision<FoundShare[]> => {
  const least = sum(shares.map((share) => share.least))
  const most = shares.reduce((total, share) => total.plus(mostOf(share, amount)), new Exact(0))
  if (amount < least || most.lessThan(amount))
    return refuse('quota.bounds-too-narrow', {
      figures: { target: amount, least, most: most.toFixed() },
    })
  // Those without weight stay at their least: nothing is shared out to them.
  const held = new Map(
    shares.flatMap((share, index) =>
      new Exact(share.weight).isZero() ? [[index, share.least] as const] : [],
    ),
  )
  for (;;) {
    const free = shares.flatMap((share, index) => (held.has(index) ? [] : [{ ...share, index }]))
    const left = fen(amount - sum(held.values()))
    const weights = free.reduce((total, { weight }) => total.plus(weight), new Exact(0))
    const off = free.map((share) => {
      const top = mostOf(share, amount)
      const exact = new Exact(left).times(share.weight).div(weights)
      return { index: share.index, least: share.least, top, excess: excessOf(exact, share.least, top) }
    })
    const balance = off.reduce((total, { excess }) => total.plus(excess), new Exact(0))
    const outside = off.filter(({ excess }) =>
      balance.isNegative() ? excess.lessThan(0) : balance.isZero() ? !excess.isZero() : excess.greaterThan(0),
    )
    if (outside.length === 0) return accept(finish(shares, held, left))
    for (const { index, least: bottom, top, excess } of outside)
      held.set(index, excess.isNegative() ? bottom : top)
  }
}

const finish = (shares: readonly BoundedShare[], held: ReadonlyMap<number, Fen>, left: Fen): FoundShare[] => {
  const free = shares.flatMap(({ weight }, index) => (held.has(index) ? [] : [{ weight, index }]))
  const weights = free.map(({ weight }) => weight)
  const divided = free.length === 0 ? [] : allocate(left, weights)
  const found = new Map(free.map(({ index }, position) => [index, divided[position] ?? 0]))
  return shares.map((share, index): FoundShare => {
    const fixed = held.get(index)
    if (fixed === undefined) return { share: found.get(index) ?? 0, held: 'free' }
    return { share: fixed, held: fixed === share.least ? 'least' : 'most' }
  })
}
