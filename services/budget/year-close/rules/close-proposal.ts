import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import { refuse } from '../../refusals.ts'

/** A year's close as one person proposes it; another one closes the year. */
export type CloseProposal = {
  readonly fund: Fund
  readonly year: FundYear
  /** The day on which the year is to be closed. */
  readonly on: Day
  readonly proposed: Signature
}

/** Whether a close is proposed again as it stands. */
export const isProposedAgain = (wanted: CloseProposal, stands: CloseProposal | undefined): boolean =>
  stands !== undefined && stands.on === wanted.on && isSamePerson(stands.proposed.by, wanted.proposed.by)

/** The proposal by which a person may close a year: another's, of the same day. */
export const approvableClose = <Proposal extends CloseProposal>(
  { year, on, signed }: { readonly year: FundYear; readonly on: Day; readonly signed: Signature },
  proposal: Proposal | undefined,
): Decision<Proposal> => {
  if (!proposal) return refuse('year-close.not-proposed', { figures: { year } })
  if (proposal.on !== on)
    return refuse('year-close.proposed-otherwise', { field: 'on', figures: { year, on: proposal.on } })
  return isSamePerson(proposal.proposed.by, signed.by) ? refuse('year-close.same-person') : accept(proposal)
}
