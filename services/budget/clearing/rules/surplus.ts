import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, times } from '#shared/money/rate.ts'
import { shareByBands } from '../../total-control/rules/share-by-bands.ts'

/** A band of surplus: up to a share of the quota (the last one without bound), and what of it the institution keeps. */
export type SurplusBand = { readonly upTo?: Rate | undefined; readonly kept: Rate }

/**
 * What an institution keeps of a quota it did not use up: the share of each band the surplus reaches into. Each band's
 * part is rounded; all is at most `cap` of the quota (total control, 三(五): surplus kept).
 */
export const surplusKept = (command: {
  readonly quota: Fen
  readonly actual: Fen
  readonly surplus: readonly SurplusBand[]
  readonly cap?: Rate | undefined
}): { surplus: Fen; kept: Fen } => {
  const { quota, actual, cap } = command
  const surplus = fen(Math.max(0, quota - Math.max(0, actual)))
  const bands = command.surplus.map(({ upTo, kept }) => ({ upTo, share: kept }))
  const kept = shareByBands(quota, surplus, bands)
  return { surplus, kept: cap === undefined ? kept : Math.min(kept, times(quota, cap)) }
}

/** From which score on which share of a surplus is kept; the bands fall, the last begins at nil. */
export type SurplusByScore = {
  readonly surplusByScore?: readonly { readonly from: Rate; readonly kept: Rate }[] | undefined
  readonly failingScore?: Rate | undefined
}

/** What of a surplus an assessment lets an institution keep (total control, 三(五)): at a failing score nothing. */
export const keptByScore = (
  surplus: Fen,
  score: Rate,
  { surplusByScore, failingScore = 0 }: SurplusByScore,
): Fen => {
  if (new Exact(score).lessThan(failingScore)) return 0
  if (surplusByScore === undefined) return surplus
  const band = surplusByScore.find(({ from }) => new Exact(score).greaterThanOrEqualTo(from))
  return band === undefined ? 0 : times(surplus, band.kept)
}
