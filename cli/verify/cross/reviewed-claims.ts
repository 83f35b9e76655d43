import { settledIn } from '../../../services/settlement/insured-year/records/claim-item.ts'
import type { CrossCheck } from '../check.ts'

const id = 'cross.reviewed-claims'

/** A review leaves its case by an event, so it is held against the claims when all have arrived. */
export const reviewedClaims: CrossCheck = {
  id,
  number: 10,
  rule: 'every claim that a city settled as reviewed has its audit case',
  start: () => {
    const reviewed: string[] = []
    const inCases = new Set<string>()
    return {
      see: (service, item) => {
        if (service !== 'settlement') return
        const recorded = settledIn(item)
        if (recorded?.sentAs !== undefined) reviewed.push(recorded.claim.claimId)
        if (item.kind === 'audit-case')
          for (const claimId of item.claims as readonly string[]) inCases.add(claimId)
      },
      finish: () => ({
        checked: reviewed.length,
        violations: reviewed
          .filter((claimId) => !inCases.has(claimId))
          .map((where) => ({ invariant: id, where, what: 'it was reviewed and has no case' })),
      }),
    }
  },
}
