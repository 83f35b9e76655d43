import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, roundToFen } from '#shared/money/rate.ts'
import type { Case } from './case.ts'
import type { CaseGroup, Grouper } from './group-table.ts'

/** Points in ten-thousandths of a point: whole numbers, as fen are of yuan, so that sums are exact. */
export type Points = number
const partsOfAPoint = 10_000

/**
 * From which share of the group's mean cost on a case counts by its own cost. And from which on experts have to look at
 * it.
 */
export type CostOutliers = { readonly low: Rate; readonly high: Rate; readonly review: Rate }

/** What a case counts for; `review` when its cost is so far above the mean that only a decision can say. */
export type Coefficient = { readonly coefficient: Exact; readonly review: boolean }

/**
 * The coefficient of a case by its cost. Below `low` of the group's mean it is cost ÷ mean. Above `high` it is cost ÷
 * mean − (high − 1), which for the twice of DIP is cost ÷ mean − 1. Above `review` it is that of an ordinary case until
 * experts decide.
 */
export const coefficientOf = (cost: Fen, mean: Fen, { low, high, review }: CostOutliers): Coefficient => {
  const ratio = new Exact(cost).div(mean)
  if (ratio.greaterThan(review)) return { coefficient: new Exact(1), review: true }
  if (ratio.greaterThan(high)) return { coefficient: ratio.minus(new Exact(high).minus(1)), review: false }
  if (ratio.lessThan(low)) return { coefficient: ratio, review: false }
  return { coefficient: new Exact(1), review: false }
}

/** How points are counted for one table. */
export type PointsRule = {
  readonly grouper: Grouper
  /** None for tables that know no outliers. */
  readonly outliers: CostOutliers | undefined
  /** Coefficients that experts decided on, by claim. */
  readonly decided: ReadonlyMap<string, Rate>
}

export type PointsOfCase = {
  readonly group: CaseGroup['group']
  readonly points: Points
  /** Whether experts have still to decide. */
  readonly review: boolean
}

/** The points of a case, rounded once to four decimals; negative for a case taken back. */
export const pointsOfCase = (
  { claimId, cost, sign, medical }: Pick<Case, 'claimId' | 'cost' | 'sign' | 'medical'>,
  { grouper, outliers, decided }: PointsRule,
): PointsOfCase => {
  const { group, points, mean } = grouper(medical ?? {})
  const expert = decided.get(claimId)
  const { coefficient, review } =
    expert !== undefined
      ? { coefficient: new Exact(expert), review: false }
      : outliers
        ? coefficientOf(cost, mean, outliers)
        : { coefficient: new Exact(1), review: false }
  const parts = roundToFen(new Exact(points).times(coefficient).times(partsOfAPoint))
  return { group, points: sign * parts, review }
}

/** What an institution's points count with its coefficient, rounded once to whole ten-thousandths. */
export const countedWith = (points: Points, coefficient: Rate = 1): Points =>
  roundToFen(new Exact(points).times(coefficient))

/**
 * What is taken off a group's standard that is meant for all payers: what the patient and other funds paid of the case
 * (negative for a case taken back). What is left for the pool may be less than nothing.
 */
export const deductionOf = ({
  sign,
  patientPaid,
  otherFunds,
}: Pick<Case, 'sign' | 'patientPaid' | 'otherFunds'>): Fen => sign * fen(patientPaid + otherFunds)

/** What points are worth at a value of so many yuan each, in fen. */
export const worthOf = (points: Points, yuanPerPoint: Rate): Fen => {
  must(Number.isSafeInteger(points), 'points.not-whole', `not ten-thousandths of a point: ${points}`)
  return roundToFen(new Exact(points).times(yuanPerPoint).times(100).div(partsOfAPoint))
}
