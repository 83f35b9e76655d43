import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../../refusals.ts'

/** Why a person may not review what another made. */
export const reviewFault = (signed: Signature, maker: Signature): Decision<never> | undefined =>
  isSamePerson(signed.by, maker.by) ? refuse('budget.maker-is-checker') : undefined

/** Why a person may not approve: maker, reviewer and approver are three persons, and the review comes first. */
export const approvalFault = (
  signed: Signature,
  { maker, reviewer }: { readonly maker: Signature; readonly reviewer: Signature | undefined },
): Decision<never> | undefined => {
  const fault = reviewFault(signed, maker)
  if (fault) return fault
  if (reviewer === undefined) return refuse('budget.not-reviewed')
  return isSamePerson(signed.by, reviewer.by) ? refuse('budget.reviewer-is-approver') : undefined
}
