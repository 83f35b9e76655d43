import { runKey } from '#shared/edge/runs/run.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { correctionTask } from '../../../../services/settlement/correction/correction-unit.ts'
import { correctYear } from '../../../../services/settlement/correction/rules/correct-year.ts'
import { toClaimItem } from '../../../../services/settlement/insured-year/records/claim-item.ts'
import { toCorrectionItem } from '../../../../services/settlement/insured-year/records/correction-item.ts'
import { toInsuredYearItem } from '../../../../services/settlement/insured-year/records/insured-year-item.ts'
import {
  toReversalItem,
  toReversedByItem,
} from '../../../../services/settlement/insured-year/records/reversal-item.ts'
import { asItStands } from '../../../../services/settlement/insured-year/rules/as-it-stands.ts'
import type {
  ClaimCorrected,
  ClaimReversed,
} from '../../../../services/settlement/insured-year/rules/claim-events.ts'
import { evolve } from '../../../../services/settlement/insured-year/rules/evolve.ts'
import {
  noTrail,
  trailAfterClaim,
  trailAfterCorrection,
} from '../../../../services/settlement/insured-year/rules/trail.ts'
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
export const reversalOfCorrected: ClaimReversed = reversalOf(asItStands({ claim, corrections }).claim, claim)

/** The items that a corrected claim, and perhaps its reversal, leave in the table. */
export const itemsAfterCorrection = (reversal?: ClaimReversed): RecordedItem[] => {
  const corrected = corrections.reduce(evolve, settledYear)
  const state = reversal ? evolve(corrected, reversal) : corrected
  const trail = trailAfterCorrection(trailAfterClaim(noTrail, claim), true)
  const items: object[] = [
    toClaimItem({ claim, accountAfter: settledYear.account }),
    ...corrections.map(toCorrectionItem),
    toInsuredYearItem({ state, credited: 10_000, creditedBills: ['b1'], trail }),
    // The run of a night that made them: it may move just what they move.
    ...[...new Set(corrections.map(({ runId }) => runId))].map((runId) => ({
      ...{ ...runKey(runId), kind: 'run', task: correctionTask },
      parameters: { runId, approvalAbove: 108_000 },
    })),
    ...(reversal ? [toReversalItem(reversal), toReversedByItem(reversal)] : []),
  ]
  return structuredClone(items) as RecordedItem[]
}
