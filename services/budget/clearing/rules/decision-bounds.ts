import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { mostPaidOf } from './bounded.ts'
import type { ClearedYear, ClearInstitution } from './clear-institution.ts'
import { cares, clearInstitution } from './clear-institution.ts'
import { keptByScore } from './surplus.ts'

/** What an institution claimed in the year; what was accepted month by month where a clearing does not tell it. */
const claimedIn = ({ care }: ClearInstitution): Fen =>
  sum(cares.map((name) => care[name].claimed ?? care[name].accrued))

/** The surplus that an institution keeps, of its quota and of its lists of persons. */
const surplusOf = ({ care, score, terms }: ClearInstitution, { kept }: Pick<ClearedYear, 'kept'>): Fen =>
  sum([
    kept,
    ...cares.map((name) => (care[name].banded ? 0 : keptByScore(care[name].saved ?? 0, score, terms))),
  ])

/** What the fund pays of what was claimed: what it accepts without the surplus that is kept. */
export const paidOfClaims = (
  basis: ClearInstitution,
  cleared: Pick<ClearedYear, 'accepted' | 'kept'>,
): { readonly paid: Fen; readonly claimed: Fen } => ({
  paid: fen(cleared.accepted - surplusOf(basis, cleared)),
  claimed: claimedIn(basis),
})

/** How far a decision may go: most that it adds, and most that it takes off. */
export type DecisionBounds = { readonly most: Fen; readonly least: Fen }

/**
 * What a decision on a dispute may add: until the fund pays the share of what was claimed, kept surplus aside. What is
 * paid beyond that without it stays, but nothing is added. It takes off no more than the fund pays.
 */
export const decisionBounds = (basis: ClearInstitution, mostOfClaimed: Rate): DecisionBounds => {
  const without = clearInstitution({ ...basis, adjustment: 0 })
  const { paid, claimed } = paidOfClaims(basis, without)
  return {
    most: fen(Math.max(0, mostPaidOf(claimed, mostOfClaimed) - paid)),
    least: fen(-Math.max(0, without.accepted)),
  }
}
