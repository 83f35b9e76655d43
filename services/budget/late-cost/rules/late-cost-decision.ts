import type { FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { sameAmounts } from '../../cleared-cost/rules/same-amounts.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import { refuse } from '../../refusals.ts'
import type { BorneCost } from './borne-costs.ts'
import type { Amounts } from './corrected-year.ts'

/**
 * What becomes of late costs that no institution bears: they stay in the year they were booked in, or the gap that was
 * shared is trued up by them.
 */
export const lateCostOutcomes = ['carried', 'trued-up'] as const
export type LateCostOutcome = (typeof lateCostOutcomes)[number]

type Proposal = {
  readonly fund: Fund
  readonly year: FundYear
  /** The decisions of a year count from 1: one for each time that something came. */
  readonly number: number
  /** The digest of all that is proposed; whoever approves names it. */
  readonly proposalId: string
  readonly outcome: LateCostOutcome
  /** All that belongs to the year by then, of a gap that is trued up again: whoever approves it sees the figures. */
  readonly correctedTo?: Amounts
  /** What each institution bears; absent where nobody bears any. */
  readonly borne?: readonly BorneCost[]
  /** What was told when it was proposed: nobody types it. */
  readonly income: Fen
  readonly expenditure: Fen
  readonly reason: string
  readonly document: string
  readonly proposed: Signature
  readonly commandId: string
}

/** What becomes of costs that came to a year after it was cleared: proposed by one person, approved by another. */
export type LateCostDecision =
  | (Proposal & { readonly status: 'proposed' })
  | (Proposal & { readonly status: 'withdrawn'; readonly withdrawn: Signature })
  | (Proposal & { readonly status: 'approved'; readonly approved: Signature })

/** What is told once a decision is carried out: what institutions bear is no cost of the year any more. */
export const toldAfter = ({
  income,
  expenditure,
  borne = [],
}: Pick<LateCostDecision, 'income' | 'expenditure' | 'borne'>): Amounts => ({
  income,
  expenditure: fen(expenditure - sum(borne.map(({ amount }) => amount))),
})

/** Approves what was proposed, by another person, while it is still what is told. Approving again changes nothing. */
export const approveLateCost = (
  signed: Signature,
  { proposalId, told }: { readonly proposalId: string; readonly told: Amounts },
  state: LateCostDecision,
): Decision<LateCostDecision> => {
  if (state.proposalId !== proposalId)
    return refuse('late-cost.other-proposal', {
      field: 'proposalId',
      figures: { proposalId: state.proposalId },
    })
  if (state.status === 'approved') return accept(state)
  if (state.status === 'withdrawn') return notProposed(state)
  if (isSamePerson(signed.by, state.proposed.by)) return refuse('late-cost.maker-is-checker')
  if (!sameAmounts(state, told))
    return refuse('late-cost.more-came', {
      figures: {
        ...{ income: state.income, expenditure: state.expenditure },
        ...{ toldIncome: told.income, toldExpenditure: told.expenditure },
      },
    })
  return accept({ ...state, status: 'approved', approved: signed })
}

/** Withdraws what nobody approved. Withdrawing again changes nothing. */
export const withdrawLateCost = (signed: Signature, state: LateCostDecision): Decision<LateCostDecision> => {
  if (state.status === 'withdrawn') return accept(state)
  if (state.status === 'approved') return notProposed(state)
  return accept({ ...state, status: 'withdrawn', withdrawn: signed })
}

const notProposed = ({ status }: LateCostDecision) =>
  refuse('late-cost.not-proposed', { figures: { status } })
