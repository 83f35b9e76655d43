import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { CareFiling } from '../../insured-year/rules/care-filings.ts'
import type { Registrations } from '../../insured-year/rules/registrations.ts'
import { noRegistrations } from '../../insured-year/rules/registrations.ts'
import { refuse } from '../../refusals.ts'

/** What one officer would have registered of a person; it counts when another approves. */
export type Proposal = {
  readonly proposalId: string
  /** The institution that filed it; absent where an officer proposed it. */
  readonly institution?: string
  /** The city in whose list it waits: it insured the person when this was proposed. */
  readonly city: string
  /** All that would be registered then, in place of what is. */
  readonly registrations: Registrations
  /** What it rests on: the certificate, the employer's notice. */
  readonly why: string
  readonly proposed: Signature
  /**
   * Who stands behind a filing beside the operator it names: whom the token was of, or who gave the key it was signed with. An
   * officer's proposal has none, nor do filings of earlier releases.
   */
  readonly behind?: readonly string[]
}
/** The proposal by which what is registered came to be. */
export type Approval = Proposal & { readonly approved: Signature }
/** A proposal that was turned down, by whom and why. */
export type Rejection = Proposal & { readonly rejected: Signature & { readonly reason: string } }

/** What is registered of a person, and the decisions about it. */
export type Registered = {
  readonly registrations: Registrations
  readonly proposal?: Proposal
  /** Absent as long as nothing was ever approved. */
  readonly approval?: Approval
  /** The proposals that were approved before it, the last ones: a late repeat of theirs is known. */
  readonly approvedBefore?: readonly string[]
  readonly rejected: readonly Rejection[]
}

export const nothingRegistered: Registered = { registrations: noRegistrations, rejected: [] }

/** So many earlier approvals are known by their ids. */
const mostKnown = 200

/** So many rejected proposals stand with the person; the record of decisions keeps them all. */
const mostRejected = 20

const isAs = (one: Registrations, other: Registrations): boolean => fingerprint(one) === fingerprint(other)

/** Whether a proposal was made already, whatever became of it. */
export const isKnown = (registered: Registered, proposalId: string): boolean => {
  const { proposal, approval, approvedBefore = [], rejected } = registered
  return (
    [proposal, approval, ...rejected].some((each) => each?.proposalId === proposalId) ||
    approvedBefore.includes(proposalId)
  )
}

const nameOf = ({ kind, where, from, to }: CareFiling): string => [kind, where, from, to].join(' ')

/** A filing that is left out is taken back and stays on record, for claims were settled by it. */
const keepingFilings = (next: Registrations, now: Registrations): Registrations => {
  const named = new Set(next.filings?.map(nameOf))
  const withdrawn = (now.filings ?? [])
    .filter((filing) => !named.has(nameOf(filing)))
    .map((filing) => ({ ...filing, withdrawn: true as const }))
  const filings = [...(next.filings ?? []), ...withdrawn]
  return filings.length === 0 ? next : { ...next, filings }
}

/** Proposes what is to be registered; one proposal waits at a time. The same again changes nothing. */
export const propose = (proposal: Proposal, registered: Registered): Decision<Registered> => {
  const { proposal: waiting, registrations } = registered
  const next = { ...proposal, registrations: keepingFilings(proposal.registrations, registrations) }
  if (isKnown(registered, proposal.proposalId)) return accept(registered)
  if (waiting) return refuse('registration.proposal-waits', { figures: { proposalId: waiting.proposalId } })
  return isAs(next.registrations, registrations)
    ? refuse('registration.as-it-is')
    : accept({ ...registered, proposal: next })
}

/** Whether a person had a hand in a proposal: they made it, or they stand behind who filed it. */
const isOf = ({ proposed, behind = [] }: Proposal, subject: string): boolean =>
  [proposed.by, ...behind].some((each) => isSamePerson(each, subject))

type Decides = Signature & { readonly proposalId: string }

const unknown = (proposalId: string) =>
  refuse('registration.proposal-unknown', { field: 'proposalId', figures: { proposalId } })

const withoutProposal = ({ proposal: _, ...registered }: Registered): Registered => registered

/** Approves a proposal, never by who made it: what it says is registered. The same again changes nothing. */
export const approve = (
  { proposalId, ...approved }: Decides,
  registered: Registered,
): Decision<Registered> => {
  const { proposal, approval, approvedBefore = [] } = registered
  if (approval?.proposalId === proposalId || approvedBefore.includes(proposalId)) return accept(registered)
  if (proposal?.proposalId !== proposalId) return unknown(proposalId)
  if (isOf(proposal, approved.by)) return refuse('registration.proposer-is-approver')
  const { registrations } = proposal
  const before = approval
    ? { approvedBefore: [...approvedBefore, approval.proposalId].slice(-mostKnown) }
    : {}
  return accept({
    ...withoutProposal(registered),
    ...{ registrations, approval: { ...proposal, approved }, ...before },
  })
}

/** Turns a proposal down, for a reason; who made it may take it back so. The same again changes nothing. */
export const reject = (
  { proposalId, ...rejected }: Decides & { readonly reason: string },
  registered: Registered,
): Decision<Registered> => {
  const { proposal, rejected: before } = registered
  if (before.some((each) => each.proposalId === proposalId)) return accept(registered)
  if (proposal?.proposalId !== proposalId) return unknown(proposalId)
  return accept({
    ...withoutProposal(registered),
    rejected: [...before, { ...proposal, rejected }].slice(-mostRejected),
  })
}

/** What is wrong with what is registered, as whoever looks from outside would see it. */
export const faultsOf = ({ registrations, proposal, approval, rejected }: Registered): string[] => {
  const isByTwo = approval?.approved.by && approval.proposed.by && !isOf(approval, approval.approved.by)
  const made = [proposal, approval, ...rejected].filter((each) => each !== undefined)
  return [
    ...(approval === undefined && !isAs(registrations, noRegistrations)
      ? ['it is registered without two officers']
      : []),
    ...(approval === undefined || isByTwo ? [] : ['it was registered by fewer than two officers']),
    ...(approval === undefined || isAs(approval.registrations, registrations)
      ? []
      : ['it is registered otherwise than was approved']),
    ...(made.every(({ why, proposed }) => why && proposed.by && proposed.on)
      ? []
      : ['a proposal is nobody’s, or has no reason']),
    ...(rejected.every(({ rejected: { by, reason } }) => by && reason)
      ? []
      : ['a proposal was rejected by nobody, or without a reason']),
  ]
}
