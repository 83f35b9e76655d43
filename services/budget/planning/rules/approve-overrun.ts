import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Approval } from '../../ledger/rules/approval.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { refuse } from '../../refusals.ts'
import type { Budget, Overrun, OverrunApproval } from './budget.ts'
import { approvalFault, reviewFault } from './hands.ts'
import { overrunsOf } from './overrun.ts'

/** Why and by which document what was overspent in a closed year is to be approved after the fact. */
export type ProposeOverrun = Pick<OverrunApproval, 'reason' | 'document'> & { readonly signed: Signature }

const isSameOverrun = (one: Overrun, other: Overrun): boolean =>
  one.line === other.line && one.over === other.over

/** Overruns of a closed year that nobody approved: neither by an adjustment while it was open nor after the fact. */
export const unapprovedOverruns = (
  { table, overrun }: Pick<Budget, 'table'> & { readonly overrun?: OverrunApproval },
  during: Movements,
): Overrun[] => {
  const approved = overrun?.approved ? overrun.lines : []
  return overrunsOf(table, during).filter((each) => !approved.some((other) => isSameOverrun(each, other)))
}

/**
 * Proposes that the overrun of a closed year is approved after the fact, line by line as the ledger has it. Another
 * proposal takes the place of one that is not approved; the same again changes nothing.
 */
export const proposeOverrun = (
  { signed, ...why }: ProposeOverrun,
  state: Budget,
  during: Movements,
): Decision<Budget> => {
  if (state.status !== 'executed') return refuse('overrun.year-open')
  const { overrun: stands } = state
  if (
    stands &&
    isSamePerson(stands.proposed.by, signed.by) &&
    stands.reason === why.reason &&
    stands.document === why.document
  )
    return accept(state)
  const lines = unapprovedOverruns(state, during)
  if (lines.length === 0) return refuse('overrun.none', { figures: { year: state.year } })
  return accept({ ...state, overrun: { lines, ...why, proposed: signed } })
}

/** Reviews what was proposed, by another person; again changes nothing. */
export const reviewOverrun = (signed: Signature, state: Budget): Decision<Budget> => {
  if (state.status !== 'executed' || !state.overrun) return refuse('overrun.not-proposed')
  const { overrun } = state
  if (overrun.reviewed) return accept(state)
  const fault = reviewFault(signed, overrun.proposed)
  return fault ?? accept({ ...state, overrun: { ...overrun, reviewed: signed } })
}

/** Approves it for the province, by a third person, whatever policy leaves to cities; again changes nothing. */
export const approveOverrun = (signed: Approval, state: Budget): Decision<Budget> => {
  if (state.status !== 'executed' || !state.overrun) return refuse('overrun.not-proposed')
  const { overrun } = state
  if (overrun.approved) return accept(state)
  const fault = approvalFault(signed, { maker: overrun.proposed, reviewer: overrun.reviewed })
  return fault ?? accept({ ...state, overrun: { ...overrun, approved: signed } })
}
