import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { times } from '#shared/money/rate.ts'

/** A band of overspending: up to a share of the quota (the last one without bound), and what the fund pays of it. */
export type OverspendBand = { readonly upTo?: Rate; readonly fund: Rate }

/**
 * What the fund pays an institution that spent `actual` on a quota: all within it, of what lies above it the share of
 * each band it reaches into, each band's part rounded (total control, 三(五); case S1).
 */
export const overspendShare = (command: {
  readonly quota: Fen
  readonly actual: Fen
  readonly overspend: readonly OverspendBand[]
}): { fundPays: Fen } => {
  const { quota, actual, overspend } = command
  const excess = Math.max(0, actual - quota)
  let fundPays = Math.min(actual, quota)
  let from = 0
  for (const { upTo, fund } of overspend) {
    const to = upTo === undefined ? excess : Math.min(excess, times(quota, upTo))
    fundPays = fen(fundPays + times(Math.max(0, to - from), fund))
    from = Math.max(from, to)
  }
  return { fundPays }
}
