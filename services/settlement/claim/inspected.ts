import type { Decision } from '#shared/kernel/decision.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import type { InsuredYear } from '../insured-year/rules/insured-year.ts'
import { staysIn } from '../insured-year/rules/year-beside.ts'
import { refuse } from '../refusals.ts'
import type { ClaimRequest, RequestBasis } from './claim-request.ts'
import { judge } from './claim-request.ts'
import type { Hit, Inspection } from './rules/inspection.ts'

/** What is read for a request, and the inspection that supervision makes of it. */
export type InspectionBasis = RequestBasis & { readonly inspection: Inspection }

/** The year that was read, with the stays of the years beside it too. */
const withAllStays = ({ state, neighbours = [] }: RequestBasis): InsuredYear => ({
  ...state,
  stays: staysIn(state, neighbours),
})

/** Decides on a request, then asks supervision whether the claim is refused or held for review. */
export const judgeInspected = (request: ClaimRequest, read: InspectionBasis): Decision<ClaimSettled> => {
  const decision = judge(request, read)
  if (decision.status === 'refused') return decision
  const isReviewed = request.reviewed !== undefined
  const year = withAllStays(read)
  // An office settles what a rule holds, which opens a case of it; all else is the institution's own to send.
  if (isReviewed && !read.inspection.stop(decision.value, year, false))
    return refuse('claim.not-held', { field: 'reviewed' })
  const stopped = read.inspection.stop(decision.value, year, isReviewed)
  return stopped ? { status: 'refused', refusal: stopped } : decision
}

/** What supervision tells the sender of a claim that would be settled. */
export const hintsOf = (claim: ClaimSettled, read: InspectionBasis): readonly Hit[] =>
  read.inspection.hints(claim, withAllStays(read))
