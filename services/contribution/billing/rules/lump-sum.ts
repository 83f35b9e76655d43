import type { Fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { Exact, roundToFen } from '#shared/money/rate.ts'

/** What buys the missing months of contributions at retirement: base × rate × months (皖政办〔2024〕3号 一(二)). */
export const retirementLumpSum = ({
  base,
  rate,
  months,
}: {
  readonly base: Fen
  readonly rate: Rate
  readonly months: number
}): Fen => roundToFen(new Exact(base).times(rate).times(months))
