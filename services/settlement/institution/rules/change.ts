import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isCity, provinceCode } from '#shared/kernel/divisions.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { isInstitutionOf } from '#shared/kernel/institution-code.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refusal, refuse } from '../../refusals.ts'
import type { Institution, InstitutionTerms } from './institution.ts'
import { isPharmacy } from './institution.ts'

/** What an institution would be registered as, and from which day on: what claims are judged by, its name and category. */
export type ProposedTerms = Omit<InstitutionTerms, 'name' | 'category'> & {
  readonly name: string
  readonly category: string
  readonly from: Day
}

/** What one officer would have registered of an institution; claims are judged by it when another approves. */
export type InstitutionProposal = {
  readonly proposalId: string
  readonly terms: ProposedTerms
  /** What it rests on: the licence, the certificate of its level. */
  readonly why: string
  readonly proposed: Signature
}
/** What is registered, by whose hands. */
export type ApprovedChange = InstitutionProposal & { readonly approved: Signature }
/** What was turned down, by whom and why. */
export type RejectedChange = InstitutionProposal & {
  readonly rejected: Signature & { readonly reason: string }
}

/** What an earlier release registered an institution as, when one officer sufficed. */
export type EarlierTerms = Omit<Institution, 'code' | 'agreements'> & Pick<ProposedTerms, 'name' | 'category'>

/** The decisions about an institution: none is registered as long as nothing was approved. */
export type InstitutionDecisions = {
  readonly code: string
  /** It holds until two officers decide otherwise; absent of what they registered first. */
  readonly earlier?: EarlierTerms
  readonly proposal?: InstitutionProposal
  /** In the order of their first days. A later decision from the same day or an earlier one takes the place of these. */
  readonly approved: readonly ApprovedChange[]
  readonly rejected: readonly RejectedChange[]
  /** Approved ones whose place others took, the last of them by their ids: a late repeat of theirs is known. */
  readonly superseded?: readonly string[]
}

/** So many superseded approvals are known. */
const mostKnown = 200

/** So many rejected proposals stand with the institution; the record of decisions keeps them all. */
const mostRejected = 20
/** So many changes an institution can be registered with: a function holds those of all institutions in memory. */
const mostChanges = 50

/** What is due where nobody decided yet: nothing, or what an earlier release registered. */
export const nothingDecided = (
  code: string,
  earlier?: InstitutionDecisions['earlier'],
): InstitutionDecisions => ({ code, ...(earlier ? { earlier } : {}), approved: [], rejected: [] })

/**
 * Why a code cannot be that of an institution in a place. Agreements ask the same question, so that no institution is
 * registered that could never sign one. Whether it sells or treats is said by the code's letter, and never changes.
 */
const refuseCode = (code: string, terms: ProposedTerms): Refusal | undefined => {
  const { city } = terms
  const isInProvince = city.slice(0, 2) === provinceCode.slice(0, 2)
  const fits = isInstitutionOf(city, code) && (!isInProvince || isCity(city))
  return fits && code.startsWith('P') === isPharmacy(terms)
    ? undefined
    : refusal('institution.bad-code', { field: 'code', figures: { code, city } })
}

const isKnown = (held: InstitutionDecisions, proposalId: string): boolean => {
  const { proposal, approved, rejected, superseded = [] } = held
  return (
    [proposal, ...approved, ...rejected].some((each) => each?.proposalId === proposalId) ||
    superseded.includes(proposalId)
  )
}

const isAs = ({ from: _, ...one }: ProposedTerms, { from: __, ...other }: ProposedTerms): boolean =>
  fingerprint(one) === fingerprint(other)

/** A change begins after the day on which it is approved: no claim of a day before may be judged otherwise afterwards. */
const refuseBackdated = (
  { from }: ProposedTerms,
  on: Day,
  { earlier, approved }: InstitutionDecisions,
): Refusal | undefined =>
  (earlier || approved.length > 0) && from <= on
    ? refusal('institution.backdated', { field: 'from', figures: { from, today: on } })
    : undefined

/**
 * Proposes what an institution is to be registered as; one proposal waits at a time. The same again changes nothing. What
 * an earlier release registered may be proposed as it is: so two officers confirm it.
 */
export const proposeChange = (
  proposal: InstitutionProposal,
  held: InstitutionDecisions,
): Decision<InstitutionDecisions> => {
  const { terms, proposed } = proposal
  if (isKnown(held, proposal.proposalId)) return accept(held)
  const bad = refuseCode(held.code, terms)
  if (bad) return { status: 'refused', refusal: bad }
  if (held.proposal)
    return refuse('institution.proposal-waits', { figures: { proposalId: held.proposal.proposalId } })
  const standing = held.approved.at(-1)
  if (standing && isAs(standing.terms, terms)) return refuse('institution.as-it-is')
  const backdated = refuseBackdated(terms, proposed.on, held)
  return backdated ? { status: 'refused', refusal: backdated } : accept({ ...held, proposal })
}

type Decides = Signature & { readonly proposalId: string }

const unknown = (proposalId: string) =>
  refuse('institution.proposal-unknown', { field: 'proposalId', figures: { proposalId } })

const withoutProposal = ({ proposal: _, ...held }: InstitutionDecisions): InstitutionDecisions => held

/** Approves a proposal, never by who made it. It counts from its day on. The same again changes nothing. */
export const approveChange = (
  { proposalId, ...approved }: Decides,
  held: InstitutionDecisions,
): Decision<InstitutionDecisions> => {
  const { proposal, superseded = [] } = held
  if (held.approved.some((each) => each.proposalId === proposalId)) return accept(held)
  if (superseded.includes(proposalId)) return accept(held)
  if (proposal?.proposalId !== proposalId) return unknown(proposalId)
  if (isSamePerson(proposal.proposed.by, approved.by)) return refuse('institution.proposer-is-approver')
  const backdated = refuseBackdated(proposal.terms, approved.on, held)
  if (backdated) return { status: 'refused', refusal: backdated }
  const before = held.approved.filter(({ terms }) => terms.from < proposal.terms.from)
  if (before.length >= mostChanges) return refuse('registration.too-many', { figures: { most: mostChanges } })
  const gone = held.approved.slice(before.length).map((each) => each.proposalId)
  return accept({
    ...withoutProposal(held),
    approved: [...before, { ...proposal, approved }],
    ...(gone.length === 0 ? {} : { superseded: [...superseded, ...gone].slice(-mostKnown) }),
  })
}

/** Turns a proposal down, for a reason; who made it takes it back so. The same again changes nothing. */
export const rejectChange = (
  { proposalId, ...rejected }: Decides & { readonly reason: string },
  held: InstitutionDecisions,
): Decision<InstitutionDecisions> => {
  if (held.rejected.some((each) => each.proposalId === proposalId)) return accept(held)
  if (held.proposal?.proposalId !== proposalId) return unknown(proposalId)
  return accept({
    ...withoutProposal(held),
    rejected: [...held.rejected, { ...held.proposal, rejected }].slice(-mostRejected),
  })
}

/** What is wrong with the hands by which an institution is registered, as whoever looks from outside would see it. */
export const faultsOfDecisions = ({ code, earlier, approved }: InstitutionDecisions): string[] => [
  ...approved.flatMap(({ proposed, approved: by, why, terms }) => [
    ...(proposed.by && by.by && !isSamePerson(proposed.by, by.by)
      ? []
      : ['it is registered by fewer than two officers']),
    ...(by.on < proposed.on ? ['it was approved before it was proposed'] : []),
    ...(why ? [] : ['nobody says why it is registered so']),
    ...(refuseCode(code, terms) ? ['its code is none of an institution there'] : []),
  ]),
  ...approved
    .slice(earlier ? 0 : 1)
    .filter(({ approved: by, terms }) => terms.from <= by.on)
    .map(() => 'a change of it counts on days before it was approved'),
]
