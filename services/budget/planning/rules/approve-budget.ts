import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Approval } from '../../ledger/rules/approval.ts'
import { refuse } from '../../refusals.ts'
import type { Budget } from './budget.ts'
import { approvalFault, reviewFault } from './hands.ts'

/** Reviews a compiled budget; reviewing again changes nothing. */
export const reviewBudget = (signed: Signature, state: Budget): Decision<Budget> =>
  state.status === 'compiled'
    ? (reviewFault(signed, state.compiled) ?? accept({ ...state, status: 'reviewed', reviewed: signed }))
    : accept(state)

/** Approves a reviewed budget, by a third person; approving again changes nothing. */
export const approveBudget = (signed: Approval, state: Budget): Decision<Budget> => {
  if (state.status === 'compiled') return refuse('budget.not-reviewed')
  if (state.status !== 'reviewed') return accept(state)
  const fault = approvalFault(signed, { maker: state.compiled, reviewer: state.reviewed })
  return fault ?? accept({ ...state, status: 'approved', approved: signed })
}
