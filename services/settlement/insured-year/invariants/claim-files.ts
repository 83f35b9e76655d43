import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { RecordedClaim } from '../records/claim-item.ts'
import { settledIn } from '../records/claim-item.ts'
import { correctionIn } from '../records/correction-item.ts'
import { reversalIn } from '../records/reversal-item.ts'
import type { ClaimAsItStands, CorrectedClaim } from '../rules/as-it-stands.ts'
import { asItStands, reversalsThatHold } from '../rules/as-it-stands.ts'
import type { ClaimCorrected, ClaimReversed } from '../rules/claim-events.ts'

/** All that is recorded of one claim. */
export type ClaimFile = CorrectedClaim & {
  readonly recorded: RecordedClaim
  readonly isReversed: boolean
  /** The claim with its corrections; those after one that is missing are left out. */
  readonly stands: ClaimAsItStands
}

/** Gathers claims with their corrections and reversals, whatever order they are seen in. */
export const gatherClaimFiles = () => {
  const claims = new Map<string, RecordedClaim>()
  const corrections = new Map<string, ClaimCorrected[]>()
  const reversals: ClaimReversed[] = []

  const fileOf = (recorded: RecordedClaim, reversed: ReadonlySet<string>): ClaimFile => {
    const { claim } = recorded
    const entries = [...(corrections.get(claim.claimId) ?? [])].sort((a, b) => a.sequence - b.sequence)
    const unbroken = entries.filter(({ sequence }, index) => sequence === index + 1)
    const stands = asItStands({ claim, corrections: unbroken })
    return { recorded, claim, corrections: entries, isReversed: reversed.has(claim.claimId), stands }
  }

  return {
    see: (item: RecordedItem): void => {
      const settled = settledIn(item)
      if (settled) claims.set(settled.claim.claimId, settled)
      const reversal = reversalIn(item)
      if (reversal) reversals.push(reversal)
      const correction = correctionIn(item)
      if (!correction) return
      corrections.set(correction.claimId, [...(corrections.get(correction.claimId) ?? []), correction])
    },
    files: (): ReadonlyMap<string, ClaimFile> => {
      const reversed = new Set(reversalsThatHold(reversals).map(({ claimId }) => claimId))
      return new Map([...claims].map(([claimId, recorded]) => [claimId, fileOf(recorded, reversed)]))
    },
    /** Corrections of claims that are nowhere. */
    orphans: (): readonly ClaimCorrected[] =>
      [...corrections].flatMap(([claimId, entries]) => (claims.has(claimId) ? [] : entries)),
  }
}
