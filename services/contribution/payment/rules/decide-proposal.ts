import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../../refusals.ts'
import type { Proposal } from './proposal.ts'
import type { Suspense } from './suspense.ts'

/** So many rejected proposals stand with the money; the record of decisions keeps them all. */
const mostRejected = 20

/** Whether a proposal was decided on before: its money moved, or it was turned down. */
export const isDecided = ({ parts, rejected = [] }: Suspense, proposalId: string): boolean =>
  parts.some(({ commandId }) => commandId === proposalId) ||
  rejected.some((each) => each.proposalId === proposalId)

const unknown = (proposalId: string) =>
  refuse('contribution.proposal-unknown', { field: 'proposalId', figures: { proposalId } })

/** Puts a proposal to the money that it is about; one waits at a time. The same again changes nothing. */
export const propose = (proposal: Proposal, suspense: Suspense): Decision<Suspense> => {
  const { proposal: waiting } = suspense
  if (waiting?.proposalId === proposal.proposalId || isDecided(suspense, proposal.proposalId))
    return accept(suspense)
  return waiting
    ? refuse('contribution.proposal-waits', { figures: { proposalId: waiting.proposalId } })
    : accept({ ...suspense, proposal })
}

/** The proposal that a second officer approves: never the one who made it. */
export const approvable = (
  { proposalId, by }: { readonly proposalId: string; readonly by: string },
  { proposal }: Suspense,
): Decision<Proposal> => {
  if (proposal?.proposalId !== proposalId) return unknown(proposalId)
  return isSamePerson(proposal.proposed.by, by)
    ? refuse('contribution.proposer-is-approver')
    : accept(proposal)
}

/** Money in suspense whose proposal is settled, one way or the other. */
export const withoutProposal = ({ proposal: _, ...suspense }: Suspense): Suspense => suspense

/** Turns a proposal down, for a reason; who made it may take it back so. The same again changes nothing. */
export const reject = (
  { proposalId, ...rejected }: Signature & { readonly proposalId: string; readonly reason: string },
  suspense: Suspense,
): Decision<Suspense> => {
  const { proposal, rejected: before = [] } = suspense
  if (before.some((each) => each.proposalId === proposalId)) return accept(suspense)
  if (proposal?.proposalId !== proposalId) return unknown(proposalId)
  return accept({
    ...withoutProposal(suspense),
    rejected: [...before, { ...proposal, rejected }].slice(-mostRejected),
  })
}
