import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { shareByBands } from './share-by-bands.ts'

/** A band of overspending: up to a share of the quota (the last one without bound), and what the fund pays of it. */
export type OverspendBand = { readonly upTo?: Rate | undefined; readonly fund: Rate }

/**
 * What the fund pays an institution that spent `actual` on a quota: all within it, and a share of what lies above it.
 * That is the share of each band it reaches into, each band's part rounded (total control, 三(五); case S1).
 */
export const overspendShare = (command: {
  readonly quota: Fen
  readonly actual: Fen
  readonly overspend: readonly OverspendBand[]
}): { fundPays: Fen } => {
  const { quota, actual, overspend } = command
  const bands = overspend.map(({ upTo, fund }) => ({ upTo, share: fund }))
  const shared = shareByBands(quota, Math.max(0, actual - quota), bands)
  return { fundPays: fen(Math.min(actual, quota) + shared) }
}
