import { must } from '#shared/kernel/errors.ts'
import type { RecordedClaim } from './records/claim-item.ts'
import type { ClaimCorrected } from './rules/claim-events.ts'
import type { RecordedYear } from './rules/recorded-year.ts'
import { lastClaims } from './rules/trail.ts'
import type { ClaimStore } from './store.ts'

/** A claim that stands, as it was settled, with its corrections. */
type SettledClaim = { readonly settled: RecordedClaim; readonly corrections: readonly ClaimCorrected[] }

/**
 * Walks back from the claims of a year settled last to the first, as many at a time as each names. Those that are
 * reversed are left out.
 */
export async function* walkClaims(
  claims: Pick<ClaimStore, 'find'>,
  { trail }: RecordedYear,
): AsyncGenerator<SettledClaim> {
  let claimIds = lastClaims(trail)
  while (claimIds.length > 0) {
    const found = await Promise.all(claimIds.map((claimId) => claims.find(claimId)))
    let next: readonly string[] = []
    for (const [index, { entry, corrections, reversedBy }] of found.entries()) {
      const claimId = claimIds[index] ?? ''
      must(entry?.kind === 'claim', 'claim.missing', 'a claim names one that is not there', { claimId })
      if (reversedBy === undefined) yield { settled: entry, corrections }
      next = entry.follows ?? []
    }
    claimIds = next
  }
}
