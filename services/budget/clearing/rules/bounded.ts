import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, times } from '#shared/money/rate.ts'
import type { Bounds } from '../../agreement/rules/payment-terms.ts'
import type { Points } from '../../payment-method/rules/points.ts'
import { worthOf } from '../../payment-method/rules/points.ts'

/**
 * What decided what is paid: the year's fund or package itself (`share`); the floor or ceiling of a point; what the floor
 * may cost at most (`top-up`); the most that is paid of what was claimed (`rate`); or nil, below which nobody is paid.
 */
export type BoundReached = 'share' | 'floor' | 'ceiling' | 'top-up' | 'rate' | 'nil'

export type Bounded = { readonly paid: Fen; readonly by: BoundReached }

/** The most that is paid of what the pool owed for the claims; nil where they were taken back. */
export const mostPaidOf = (claimed: Fen, rate: Rate): Fen => times(Math.max(0, claimed), rate)

/** What an institution's points are worth at the floor and at the ceiling, and at most with what the floor may cost. */
export const worthBounds = (
  {
    points,
    share,
    prepaidPerPoint,
  }: { readonly points: Points; readonly share: Fen; readonly prepaidPerPoint: Rate },
  { pointFloor, pointCeiling, topUp }: Pick<Bounds, 'pointFloor' | 'pointCeiling' | 'topUp'>,
) => {
  const at = (edge: Rate) => worthOf(Math.max(0, points), new Exact(prepaidPerPoint).times(edge))
  return { floor: at(pointFloor), ceiling: at(pointCeiling), toppedUp: fen(share + times(share, topUp)) }
}

/** What an institution's share of a year's fund is, once the value of its points lies between floor and ceiling. */
export const boundedWorth = (
  share: Fen,
  { floor, ceiling, toppedUp }: { readonly floor: Fen; readonly ceiling: Fen; readonly toppedUp: Fen },
): Bounded => {
  if (share > ceiling) return { paid: ceiling, by: 'ceiling' }
  if (share >= floor) return { paid: share, by: 'share' }
  return toppedUp < floor ? { paid: toppedUp, by: 'top-up' } : { paid: floor, by: 'floor' }
}

/** The same once it is held against what was claimed. */
export const withinRate = ({ paid, by }: Bounded, claimed: Fen, rate: Rate): Bounded => {
  const most = mostPaidOf(claimed, rate)
  return paid > most ? { paid: most, by: 'rate' } : { paid, by }
}
