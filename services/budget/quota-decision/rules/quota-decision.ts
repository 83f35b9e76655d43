import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import { refuse } from '../../refusals.ts'
import type { ApprovedTarget } from '../../target/rules/target.ts'
import type { Parts } from '../../total-control/rules/parts.ts'
import { addParts, partsOf, sameParts } from '../../total-control/rules/parts.ts'

/** What an institution is to have of the year, stays and visits apart as the target has them. */
export type DecidedAmount = { readonly institution: string; readonly amounts: Parts }

type DecisionProposal = {
  readonly fund: Fund
  readonly year: FundYear
  /** The version of the year's plan that it is to be. */
  readonly number: number
  /** The plan under which its quotas stand already; the digest of all that is proposed. */
  readonly planId: string
  readonly target: Parts
  readonly areaTarget: number
  readonly institutions: number
  readonly from?: Month | undefined
  readonly reason: string
  /** The number of the document by which it is made known. */
  readonly document: string
  readonly seasonalWeights: readonly string[]
  readonly policyVersion: string
  readonly proposed: Signature
}

/** What the province decides on a version of a year's quotas: proposed by one person, approved by another. */
export type QuotaDecision =
  | (DecisionProposal & { readonly status: 'proposed' })
  | (DecisionProposal & { readonly status: 'withdrawn'; readonly withdrawn: Signature })
  | (DecisionProposal & { readonly status: 'approved'; readonly approved: Signature })

/** Why quotas do not divide a target: they sum to something else, in one kind of care or both. */
export const sumFault = (quotas: readonly DecidedAmount[], { amounts: target }: ApprovedTarget) => {
  const given: Parts = addParts(quotas.map(({ amounts }) => amounts))
  if (partsOf(given).join() === partsOf(target).join() && sameParts(given, target)) return undefined
  const { inpatient = 0, outpatient = 0 } = given
  return refuse('quota-decision.sum-differs', {
    field: 'quotas',
    figures: {
      ...{ inpatient, inpatientTarget: target.inpatient },
      ...{ outpatient, outpatientTarget: target.outpatient },
    },
  })
}

const notProposed = (status: QuotaDecision['status']) =>
  refuse('quota-decision.not-proposed', { figures: { status } })

/**
 * Approves what was proposed, by another person, who names what they looked at: it may have been proposed anew since.
 * Approving again changes nothing.
 */
export const approveDecision = (
  signed: Signature,
  planId: string,
  state: QuotaDecision,
): Decision<QuotaDecision> => {
  if (state.planId !== planId)
    return refuse('quota-decision.other-proposal', { field: 'planId', figures: { planId: state.planId } })
  if (state.status === 'approved') return accept(state)
  if (state.status === 'withdrawn') return notProposed(state.status)
  if (isSamePerson(signed.by, state.proposed.by)) return refuse('quota-decision.maker-is-checker')
  return accept({ ...state, status: 'approved', approved: signed })
}

/** Withdraws what nobody has approved; withdrawing again changes nothing. */
export const withdrawDecision = (signed: Signature, state: QuotaDecision): Decision<QuotaDecision> => {
  if (state.status === 'withdrawn') return accept(state)
  if (state.status === 'approved') return notProposed(state.status)
  return accept({ ...state, status: 'withdrawn', withdrawn: signed })
}
