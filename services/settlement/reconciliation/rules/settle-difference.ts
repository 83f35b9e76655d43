import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refusal } from '../../refusals.ts'
import type { Difference } from './reconcile.ts'

/**
 * How a difference ends. `reversed`: what we had is reversed. `confirmed`: the institution takes over what we have, or
 * drops what we do not have. `resent`: the institution sent what was missing here, and it is settled.
 */
export const settledHow = ['reversed', 'confirmed', 'resent'] as const
export type DifferenceOutcome = (typeof settledHow)[number]

export type SettledDifference = Difference & {
  readonly settled?: Signature & { readonly how: DifferenceOutcome }
}

/** What is recorded of the claim a difference is about. */
export type ClaimRecord = 'none' | 'stands' | 'reversed'

const bornOut: Readonly<
  Record<DifferenceOutcome, (kind: Difference['kind'], record: ClaimRecord) => boolean>
> = {
  reversed: (kind, record) => kind !== 'missing-here' && record === 'reversed',
  confirmed: () => true,
  resent: (kind, record) => kind === 'missing-here' && record === 'stands',
}

/**
 * Settles a difference. That something was reversed or sent again is believed only when it is recorded. Settling it in
 * the same way again changes nothing, in another is refused.
 */
export const settleDifference = (
  difference: SettledDifference,
  { how, on, by }: Signature & { readonly how: DifferenceOutcome },
  record: ClaimRecord,
): Decision<SettledDifference> => {
  if (difference.settled)
    return difference.settled.how === how
      ? accept(difference)
      : { status: 'refused', refusal: refusal('reconciliation.settled', { field: 'how' }) }
  return bornOut[how](difference.kind, record)
    ? accept({ ...difference, settled: { how, on, by } })
    : {
        status: 'refused',
        refusal: refusal('reconciliation.not-so', { field: 'how', figures: { claim: record } }),
      }
}
