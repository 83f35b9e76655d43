import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { times } from '#shared/money/rate.ts'

/**
 * A band of what lies above or below a quota. It goes up to a share of the quota (the last one without bound), and
 * tells what share counts.
 */
export type Band = { readonly upTo?: Rate | undefined; readonly share: Rate }

/** The share of an amount by the bands it reaches into, each band's part rounded; beyond the last bound, nothing. */
export const shareByBands = (quota: Fen, amount: Fen, bands: readonly Band[]): Fen => {
  let counted = 0
  let from = 0
  for (const { upTo, share } of bands) {
    const to = upTo === undefined ? amount : Math.min(amount, times(quota, upTo))
    counted = fen(counted + times(Math.max(0, to - from), share))
    from = Math.max(from, to)
  }
  return counted
}
