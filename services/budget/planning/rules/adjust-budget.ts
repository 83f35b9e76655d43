import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Approval } from '../../ledger/rules/approval.ts'
import { refuse } from '../../refusals.ts'
import type { Budget, BudgetTable, Exemption } from './budget.ts'
import { sameTable, tableFault } from './budget-rules.ts'
import { approvalFault, reviewFault } from './hands.ts'

/** What is wanted in place of the approved lines; what the year began with is not adjusted. */
export type ProposeAdjustment = {
  readonly lines: Pick<BudgetTable, 'income' | 'expenditure'>
  readonly reason: string
  readonly exemption?: Exemption
  readonly signed: Signature
}

const notAdjustable = ({ status, year }: Budget) =>
  status === 'compiled' || status === 'reviewed'
    ? refuse('budget.not-approved')
    : refuse('budget.year-closed', { figures: { year } })

/**
 * Proposes other lines for an approved budget, with the reason. The same rules hold as for compiling; the approved table
 * stays in force until two other persons reviewed and approved the new one. The same proposal again changes nothing.
 */
export const proposeAdjustment = (command: ProposeAdjustment, state: Budget): Decision<Budget> => {
  const { lines, reason, exemption, signed } = command
  if (state.status !== 'approved' && state.status !== 'adjusting') return notAdjustable(state)
  const table = { ...state.table, ...lines }
  if (state.status === 'adjusting') {
    const { adjustment } = state
    const isRepeat =
      isSamePerson(adjustment.proposed.by, signed.by) &&
      adjustment.reason === reason &&
      sameTable(adjustment.table, table)
    return isRepeat ? accept(state) : refuse('budget.adjustment-open')
  }
  if (sameTable(table, state.table)) return refuse('budget.nothing-adjusted')
  const fault = tableFault(state.fund, table, exemption ?? state.exemption)
  if (fault) return fault
  const adjustment = { table, reason, proposed: signed }
  return accept({
    ...state,
    status: 'adjusting',
    adjustment: exemption ? { ...adjustment, exemption } : adjustment,
  })
}

/** Reviews a proposed adjustment, by another person; reviewing again changes nothing. */
export const reviewAdjustment = (signed: Signature, state: Budget): Decision<Budget> => {
  if (state.status !== 'adjusting') return refuse('budget.no-adjustment')
  const { adjustment } = state
  if (adjustment.reviewed) return accept(state)
  const fault = reviewFault(signed, adjustment.proposed)
  return fault ?? accept({ ...state, adjustment: { ...adjustment, reviewed: signed } })
}

/** An adjustment that stands already: a repeat changes nothing, and a third hand is told whose it was. */
const approvedBefore = ({ by }: Approval, state: Budget): Decision<Budget> => {
  const last = 'earlier' in state ? state.earlier?.at(-1) : undefined
  return last ? (doneByAnother(last.approved, by) ?? accept(state)) : refuse('budget.no-adjustment')
}

/** Approves a reviewed adjustment, by a third person: its table is in force from now on, the one before is kept. */
export const approveAdjustment = (signed: Approval, state: Budget): Decision<Budget> => {
  if (state.status !== 'adjusting') return approvedBefore(signed, state)
  const { adjustment, earlier = [], exemption, ...approved } = state
  const { table, reason, proposed, reviewed } = adjustment
  const fault = approvalFault(signed, { maker: proposed, reviewer: reviewed })
  if (fault || !reviewed) return fault ?? refuse('budget.not-reviewed')
  const consent = adjustment.exemption ?? exemption
  return accept({
    ...approved,
    ...(consent ? { exemption: consent } : {}),
    status: 'approved',
    table,
    earlier: [...earlier, { table: state.table, reason, proposed, reviewed, approved: signed }],
  })
}

/** Drops a proposed adjustment, by its proposer or anybody who could approve it. */
export const withdrawAdjustment = (state: Budget): Decision<Budget> => {
  if (state.status !== 'adjusting') return refuse('budget.no-adjustment')
  const { adjustment, ...approved } = state
  return accept({ ...approved, status: 'approved' })
}
