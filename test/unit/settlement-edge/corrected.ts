import type { Recorded } from '#shared/kernel/invariant.ts'
import type { ClaimCorrected, ClaimReversed } from '../../../services/settlement/domain/claim-events.ts'
import { asItStands } from '../../../services/settlement/domain/correction/as-it-stands.ts'
import { correctYear } from '../../../services/settlement/domain/correction/correct-year.ts'
import {
  noTrail,
  trailAfterClaim,
  trailAfterCorrection,
} from '../../../services/settlement/domain/correction/trail.ts'
import { evolve } from '../../../services/settlement/domain/evolve.ts'
import { toClaimItem } from '../../../services/settlement/domain/recorded/claim-item.ts'
import { toCorrectionItem } from '../../../services/settlement/domain/recorded/correction-item.ts'
import { toInsuredYearItem } from '../../../services/settlement/domain/recorded/insured-year-item.ts'
import {
  toReversalItem,
  toReversedByItem,
} from '../../../services/settlement/domain/recorded/reversal-item.ts'
import { correctionBasis, entitledYear, reversalOf, settledClaim } from './recorded.ts'

const claim = settledClaim()

const settledYear = evolve(entitledYear, claim)
const order = { runId: 'K1', cause: 'catalogue', correctedOn: '2025-06-01' } as const

/**
 * What the stay's one correction is, by hand: in scope 6,000 + 1,500 instead of 8,700, so (7,500 − 600) × 90 % = 6,210
 * instead of 7,290.
 */
export const corrections: readonly ClaimCorrected[] = correctYear(
  { year: settledYear, neighbours: [], settled: [{ claim, corrections: [] }] },
  '2025-01-01',
  correctionBasis,
  order,
)

/** The reversal of what stands of the corrected claim. */
export const reversalOfCorrected: ClaimReversed = reversalOf(asItStands({ claim, corrections }).claim)

/** The items that a corrected claim, and perhaps its reversal, leave in the table. */
export const itemsAfterCorrection = (reversal?: ClaimReversed): Recorded[] => {
  const corrected = corrections.reduce(evolve, settledYear)
  const state = reversal ? evolve(corrected, reversal) : corrected
  const trail = trailAfterCorrection(trailAfterClaim(noTrail, claim), true)
  const items: object[] = [
    toClaimItem({ claim, accountAfter: settledYear.account }),
    ...corrections.map(toCorrectionItem),
    toInsuredYearItem({ state, credited: 10_000, creditedBills: ['b1'], trail }),
    ...(reversal ? [toReversalItem(reversal), toReversedByItem(reversal)] : []),
  ]
  return structuredClone(items) as Recorded[]
}
