import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../../refusals.ts'

/** What one officer proposed, and another approved or rejected. */
type Proposal = { readonly proposed: Signature } & (
  | { readonly state: 'proposed' }
  | { readonly state: 'approved' | 'rejected'; readonly decided: Signature }
)

/**
 * Whether an officer may decide what was proposed: never who proposed it approves, who may take it back by a rejection. The
 * same again stands, and a third hand is told whose hand stands.
 * @param decidedCode how it is refused where it was decided otherwise
 */
export const mayDecide = (
  proposal: Proposal,
  as: 'approved' | 'rejected',
  by: string,
  decidedCode: 'bill-correction.decided' | 'lump-sum.decided' | 'write-off.decided',
): Decision<'decide' | 'stands'> => {
  if (proposal.state !== 'proposed') {
    const { state, decided } = proposal
    return state === as
      ? (doneByAnother(decided, by) ?? accept('stands' as const))
      : refuse(decidedCode, { figures: { state, on: decided.on } })
  }
  return as === 'approved' && isSamePerson(proposal.proposed.by, by)
    ? refuse('contribution.proposer-is-approver')
    : accept('decide' as const)
}
