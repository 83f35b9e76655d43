import type { FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import type { Budget } from '../../planning/rules/budget.ts'
import { tableInForce } from '../../planning/rules/budget.ts'
import { refuse } from '../../refusals.ts'
import type { AreaTarget, Deduction } from './area-target.ts'
import { areaTarget } from './area-target.ts'

type TargetProposal = AreaTarget & {
  readonly fund: Fund
  readonly year: FundYear
  /** Counts the targets of a year: another one, with its reason, when the budget was adjusted. */
  readonly number: number
  readonly deductions: readonly Deduction[]
  readonly policyVersion: string
  readonly reason?: string | undefined
  readonly proposed: Signature
  /** The commands that made it what it is, so that a repeat of one changes nothing. */
  readonly commands?: readonly string[]
}

/** A fund year's target: nothing is divided before another than who proposed it has approved it. */
export type Target =
  | (TargetProposal & { readonly status: 'proposed' })
  | (TargetProposal & { readonly status: 'approved'; readonly approved: Signature })

export type ApprovedTarget = Extract<Target, { status: 'approved' }>

export type ProposeTarget = {
  readonly fund: Fund
  readonly year: FundYear
  readonly deductions: readonly Deduction[]
  readonly riskReserveShare: string
  readonly policyVersion: string
  readonly reason?: string | undefined
  readonly signed: Signature
}

/**
 * Proposes a year's target out of its approved budget. Before its approval it is proposed anew; afterwards another one takes
 * a reason. The same again changes nothing.
 */
export const proposeTarget = (
  command: ProposeTarget,
  budget: Budget | undefined,
  state: Target | undefined,
): Decision<Target> => {
  const { fund, year, deductions, riskReserveShare, policyVersion, reason, signed } = command
  const table = tableInForce(budget)
  if (!table) return refuse('target.budget-not-approved', { figures: { year } })
  const decision = areaTarget({ table, deductions, riskReserveShare })
  if (decision.status === 'refused') return decision
  const derived = decision.value
  if (
    state &&
    sameContent(state.steps, derived.steps) &&
    (state.status === 'approved' || isSamePerson(state.proposed.by, signed.by))
  )
    return accept(state)
  if (state?.status === 'approved' && reason === undefined)
    return refuse('target.reason-missing', { field: 'reason' })
  const number = state?.status === 'approved' ? state.number + 1 : (state?.number ?? 1)
  return accept({
    ...derived,
    fund,
    year,
    number,
    deductions,
    policyVersion,
    reason,
    proposed: signed,
    status: 'proposed',
  })
}

/** Approves a proposed target, by another hand; approving again changes nothing. */
export const approveTarget = (signed: Signature, state: Target): Decision<Target> => {
  if (state.status === 'approved') return accept(state)
  if (isSamePerson(signed.by, state.proposed.by)) return refuse('target.maker-is-checker')
  return accept({ ...state, status: 'approved', approved: signed })
}
