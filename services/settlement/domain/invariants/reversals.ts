import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import type { ClaimReversed, ClaimSettled } from '../claim-events.ts'
import { amountNames } from '../claim-events.ts'
import { accumulatorNames } from '../insured-year.ts'
import { reversedByKey } from '../recorded/keys.ts'
import type { ReversedByItem } from '../recorded/reversal-item.ts'
import { gatherClaimFiles } from './claim-files.ts'
import { reversalIn } from './recorded.ts'

const id = 'settlement.reversals'

const isNegative = (reversal: ClaimReversed, claim: ClaimSettled): boolean =>
  amountNames.every((name) => reversal.amounts[name] + claim.amounts[name] === 0) &&
  accumulatorNames.every((name) => (reversal.change[name] ?? 0) + (claim.change[name] ?? 0) === 0)

const faultsOf = (
  reversal: ClaimReversed,
  claim: ClaimSettled | undefined,
  mark: string | undefined,
): string[] => [
  ...(claim ? [] : ['it reverses a claim that is not there']),
  ...(claim && !isNegative(reversal, claim) ? ['it is not the exact negative of its claim'] : []),
  ...(mark === reversal.reversalId ? [] : ['its claim is not marked as reversed by it']),
]

/** Every reversal against the claim it names, corrections and all; a claim can carry one mark, so none is reversed twice. */
export const reversals: Invariant = {
  id,
  number: 3,
  rule: 'every reversal is the exact negative of one settled claim as it stands, and no claim is reversed twice',
  start: () => {
    const claims = gatherClaimFiles()
    const marks = new Map<string, string>()
    const found: ClaimReversed[] = []
    return {
      see: (item) => {
        claims.see(item)
        const reversal = reversalIn(item)
        if (reversal) found.push(reversal)
        if (item.kind === 'claim-reversed-by')
          marks.set(item.pk, (item as unknown as ReversedByItem).reversalId)
      },
      finish: () => {
        const files = claims.files()
        const violations = found.flatMap((reversal): Violation[] => {
          const { claimId, reversalId } = reversal
          const faults = faultsOf(
            reversal,
            files.get(claimId)?.stands.claim,
            marks.get(reversedByKey(claimId).pk),
          )
          return faults.map((what) => ({ invariant: id, where: reversalId, what, figures: { claimId } }))
        })
        const known = new Set(found.map(({ reversalId }) => reversalId))
        const empty = [...marks]
          .filter(([, reversalId]) => !known.has(reversalId))
          .map(([where]): Violation => ({ invariant: id, where, what: 'it is marked reversed by nothing' }))
        return { checked: found.length + marks.size, violations: [...violations, ...empty] }
      },
    }
  },
}
