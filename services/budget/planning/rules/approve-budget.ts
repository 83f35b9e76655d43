import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Signature } from '../../ledger/rules/signature.ts'
import { refuse } from '../../refusals.ts'
import type { Budget } from './budget.ts'

const sameHand = (budget: Budget, { by }: Signature) =>
  isSamePerson(by, budget.compiled.by) ? refuse('budget.maker-is-checker') : undefined

/** Reviews a compiled budget; reviewing again changes nothing. */
export const reviewBudget = (signed: Signature, state: Budget): Decision<Budget> =>
  state.status === 'compiled'
    ? (sameHand(state, signed) ?? accept({ ...state, status: 'reviewed', reviewed: signed }))
    : accept(state)

/** Approves a reviewed budget; approving again changes nothing. */
export const approveBudget = (signed: Signature, state: Budget): Decision<Budget> => {
  if (state.status === 'compiled') return refuse('budget.not-reviewed')
  return state.status === 'reviewed'
    ? (sameHand(state, signed) ?? accept({ ...state, status: 'approved', approved: signed }))
    : accept(state)
}
