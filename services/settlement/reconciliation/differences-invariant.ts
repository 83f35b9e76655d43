import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import { reversalIn } from '../insured-year/records/reversal-item.ts'
import type { Reconciliation } from './store.ts'
import { reconciliations } from './store.ts'

const id = 'settlement.differences-are-borne-out'

/** Differences that ended as something was recorded, against what is recorded of the institution they are with. */
export const differencesAreBorneOut: Invariant = {
  id,
  number: 9,
  rule: 'a difference of a reconciliation ends as sent again, or as reversed, only by what is recorded of a claim of its institution',
  start: () => {
    const owners = new Map<string, string>()
    const reversed = new Set<string>()
    const found: Reconciliation[] = []
    return {
      see: (item: RecordedItem) => {
        const reversal = reversalIn(item)
        const claim = settledIn(item)?.claim
        if (claim) owners.set(claim.claimId, claim.institution)
        if (reversal) {
          owners.set(reversal.reversalId, reversal.institution)
          reversed.add(reversal.claimId)
        }
        if (reconciliations.is(item)) found.push(reconciliations.from(item))
      },
      finish: () => {
        const violations = found.flatMap(({ reconciliationId, institution, differences }) =>
          differences.flatMap(({ entryId, settled }): Violation[] => {
            if (!settled || settled.how === 'confirmed') return []
            const isOwn = owners.get(entryId) === institution
            const isSo = isOwn && (settled.how === 'resent' || reversed.has(entryId))
            const what = 'a difference ended by what nothing is recorded of'
            return isSo ? [] : [{ invariant: id, where: `${reconciliationId} ${entryId}`, what }]
          }),
        )
        return { checked: found.length, violations }
      },
    }
  },
}
