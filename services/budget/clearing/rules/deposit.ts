import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, times } from '#shared/money/rate.ts'

/** From which score on which share of the deposit comes back; the bands fall, the last begins at nil. */
export type DepositBand = { readonly from: Rate; readonly returned: Rate }

/** What of the year's quality deposit an assessment gives back, and what it leaves with the fund (total control, 三(八)). */
export const depositByScore = (
  deposits: Fen,
  score: Rate,
  bands: readonly DepositBand[],
): { returned: Fen; forfeited: Fen } => {
  const band = bands.find(({ from }) => new Exact(score).greaterThanOrEqualTo(from))
  must(band !== undefined, 'clearing.no-deposit-band', `no band takes a score of ${score}`)
  const returned = times(deposits, band.returned)
  return { returned, forfeited: fen(deposits - returned) }
}
