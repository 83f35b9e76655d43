import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { quotient } from '#shared/money/rate.ts'

/** What of the money advanced in a year was cleared as due: cleared ÷ advanced, to four decimals (case C04). */
export const clearingRate = ({ advanced, cleared }: { advanced: Fen; cleared: Fen }): { rate: number } => {
  must(advanced > 0, 'clearing.nothing-advanced', 'there is no rate of clearing nothing')
  return { rate: quotient(cleared, advanced, 4) }
}
