import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Signature } from '../../ledger/rules/signature.ts'
import { refuse } from '../../refusals.ts'
import type { Budget, BudgetTable, Exemption } from './budget.ts'
import { sameTable, tableFault } from './budget-rules.ts'

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
 * stays in force until another person approves the new one. The same proposal again changes nothing.
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

/** Approves a proposed adjustment: its table is in force from now on, the one before is kept. */
export const approveAdjustment = (signed: Signature, state: Budget): Decision<Budget> => {
  if (state.status !== 'adjusting') return refuse('budget.no-adjustment')
  const { adjustment, earlier = [], exemption, ...approved } = state
  if (isSamePerson(adjustment.proposed.by, signed.by)) return refuse('budget.maker-is-checker')
  const { table, reason, proposed } = adjustment
  const consent = adjustment.exemption ?? exemption
  return accept({
    ...approved,
    ...(consent ? { exemption: consent } : {}),
    status: 'approved',
    table,
    earlier: [...earlier, { table: state.table, reason, proposed, approved: signed }],
  })
}

/** Drops a proposed adjustment, by its proposer or anybody who could approve it. */
export const withdrawAdjustment = (state: Budget): Decision<Budget> => {
  if (state.status !== 'adjusting') return refuse('budget.no-adjustment')
  const { adjustment, ...approved } = state
  return accept({ ...approved, status: 'approved' })
}
