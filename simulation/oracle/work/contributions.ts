import { percent } from '../resident-stays.ts'

/** What employees and their employers pay for a month, told by nothing but the published figures of 2025. */

const lowestBase = 449_400
const highestBase = 2_247_000

/** A resident's own part of 2026, in fen. */
export const yearFen = 40_000

const baseOf = (wageFen: number): number => Math.min(Math.max(wageFen, lowestBase), highestBase)

/** What goes to somebody's personal account for a month on a wage. */
export const creditOf = (wageFen: number): number => percent(baseOf(wageFen), 2n)

/** What is paid for all on a bill: the employer's part to the pool, and the individuals' part to their accounts. */
export const partsOf = (lines: readonly { readonly wageFen: number }[]) => ({
  employer: lines.reduce((sum, { wageFen }) => sum + percent(baseOf(wageFen), 7n), 0),
  individual: lines.reduce((sum, { wageFen }) => sum + creditOf(wageFen), 0),
})
