import { must } from '#shared/kernel/errors.ts'
import type { RecordedClaim } from './records/claim-item.ts'
import type { RecordedYear } from './rules/recorded-year.ts'
import { lastClaims } from './rules/trail.ts'
import type { ClaimStore } from './store.ts'

/** Walks back from the claims of a year settled last to the first; those that are reversed are left out. */
export async function* walkClaims(
  claims: Pick<ClaimStore, 'find'>,
  { trail }: RecordedYear,
): AsyncGenerator<RecordedClaim> {
  let claimIds = lastClaims(trail)
  while (claimIds.length > 0) {
    const found = await Promise.all(claimIds.map((claimId) => claims.find(claimId)))
    let next: readonly string[] = []
    for (const [index, { entry, reversedBy }] of found.entries()) {
      const claimId = claimIds[index] ?? ''
      must(entry?.kind === 'claim', 'claim.missing', 'a claim names one that is not there', { claimId })
      if (reversedBy === undefined) yield entry
      next = entry.follows ?? []
    }
    claimIds = next
  }
}
